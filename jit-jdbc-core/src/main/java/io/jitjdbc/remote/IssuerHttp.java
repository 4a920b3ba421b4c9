package io.jitjdbc.remote;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Exchanges with one OIDC issuer at the addresses that its discovery document names (OpenID Connect
 * Discovery 1.0). Thread-safe; every answer is bounded in time and size, and no redirect is
 * followed.
 */
public final class IssuerHttp {
  /** For a whole exchange, from connecting to the last byte. */
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final URI issuer;
  private final Map<String, HttpService> services = new ConcurrentHashMap<>();

  /**
   * @param issuer exactly as its tokens spell it
   */
  public IssuerHttp(URI issuer) {
    this.issuer = requireNonNull(issuer);
  }

  /** The issuer's name. */
  public URI issuer() {
    return issuer;
  }

  /**
   * Fetches the discovery document.
   *
   * @throws IOException if there is none, or it is that of another issuer
   */
  public IssuerDocument document() throws IOException {
    URI address = discoveryAddress();
    String text = get(address);
    try {
      return IssuerDocument.of(issuer, address, JsonText.object(text));
    } catch (ParseException e) {
      throw new IOException(address + " is not a discovery document", e);
    }
  }

  /**
   * The text at an address.
   *
   * @throws IOException if the answer is not a success
   */
  public String get(URI address) throws IOException {
    HttpService.Answer answer = send("GET", address, Map.of(), "");
    if (!answer.isSuccess()) {
      throw new IOException(address + " answered with status " + answer.status());
    }
    return answer.body();
  }

  /** Sends a form; the answer may be an error. */
  public HttpService.Answer post(URI address, Map<String, String> headers, String form)
      throws IOException {
    return send("POST", address, headers, form);
  }

  private HttpService.Answer send(
      String method, URI address, Map<String, String> headers, String body) throws IOException {
    String origin = address.getScheme() + "://" + address.getRawAuthority();
    HttpService service =
        services.computeIfAbsent(origin, at -> new HttpService(URI.create(at), LIMIT));
    String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
    return service.send(method, address.getRawPath() + query, headers, body);
  }

  private URI discoveryAddress() {
    String text = issuer.toString();
    String separator = text.endsWith("/") ? "" : "/";
    return URI.create(text + separator + ".well-known/openid-configuration");
  }
}
