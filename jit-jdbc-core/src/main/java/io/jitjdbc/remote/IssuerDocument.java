package io.jitjdbc.remote;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.Map;

/** What an issuer says about itself in its discovery document. */
public final class IssuerDocument {
  private final URI address;
  private final Map<String, Object> entries;

  private IssuerDocument(URI address, Map<String, Object> entries) {
    this.address = address;
    this.entries = entries;
  }

  static IssuerDocument of(URI issuer, URI address, Map<String, Object> entries)
      throws IOException, ParseException {
    String named = JSONObjectUtils.getString(entries, "issuer");
    if (!issuer.toString().equals(named)) {
      throw new IOException(
          address
              + " is the document of issuer "
              + (named == null ? "(none)" : ForeignText.shown(named)));
    }
    return new IssuerDocument(address, entries);
  }

  /**
   * An address by its name.
   *
   * @throws IOException if there is none that is safe to talk to
   */
  public URI endpoint(String name) throws IOException {
    try {
      URI endpoint = JSONObjectUtils.getURI(entries, name);
      if (endpoint != null && ServiceAddress.isSafe(endpoint)) {
        return endpoint;
      }
    } catch (ParseException e) {
      // Said below: a text that is no address is no safe one either.
    }
    throw new IOException(address + " names no https " + name);
  }

  /** Whether the issuer says {@code true} about itself. */
  public boolean says(String name) {
    return Boolean.TRUE.equals(entries.get(name));
  }
}
