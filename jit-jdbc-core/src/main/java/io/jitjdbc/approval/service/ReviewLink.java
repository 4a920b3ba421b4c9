package io.jitjdbc.approval.service;

import io.jitjdbc.remote.ServiceAddress;
import java.net.URI;
import java.net.URISyntaxException;

/** Where the service says that people look at a request: shown to people, asked by nobody. */
final class ReviewLink {
  private static final int LONGEST = 500;

  private ReviewLink() {}

  /** The link in full; empty if it is none that people should follow. */
  static String shown(String link, URI service) {
    try {
      URI full = service.resolve(new URI(link));
      boolean isGood = ServiceAddress.isSafe(full) && full.getRawUserInfo() == null;
      return isGood && !link.isEmpty() && link.length() <= LONGEST ? full.toASCIIString() : "";
    } catch (URISyntaxException e) {
      return "";
    }
  }
}
