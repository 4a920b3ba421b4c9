package io.jitjdbc.credential.service;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.remote.BearerToken;

/** The subject's token as RFC 6750 sends it. */
final class Bearer {
  private Bearer() {}

  static String header(PresentedToken token) throws RefusedException {
    if (!token.isPresent()) {
      throw Wording.refused(
          "the broker service wants the subject's token, and none was presented",
          "Give one in jit.token, in jit.token.file or as the password");
    }
    if (!BearerToken.isCarriable(token.reveal())) {
      throw Wording.refused(
          "what was presented is no token that HTTP can carry, or larger than 16 KiB",
          "Give an ID token or an access token");
    }
    return "Bearer " + token.reveal();
  }
}
