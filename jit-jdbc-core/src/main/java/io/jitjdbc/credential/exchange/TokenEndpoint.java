package io.jitjdbc.credential.exchange;

import static java.util.stream.Collectors.toMap;

import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.PlainClientSecret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.remote.HttpService;
import io.jitjdbc.remote.HttpService.Answer;
import io.jitjdbc.remote.IssuerHttp;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where tokens are exchanged: at a known address, or at the one that an issuer names. */
final class TokenEndpoint {
  private final URI issuer;
  private final Duration timeout;
  private volatile @Nullable Found found;

  /** An address, and who is asked there. */
  private record Found(URI address, HttpService http) {
    static Found at(URI address, Duration timeout) {
      var origin = URI.create(address.getScheme() + "://" + address.getRawAuthority());
      return new Found(address, new HttpService(origin, timeout));
    }
  }

  private TokenEndpoint(URI issuer, @Nullable Found found, Duration timeout) {
    this.issuer = issuer;
    this.found = found;
    this.timeout = timeout;
  }

  static TokenEndpoint at(URI address, Duration timeout) {
    return new TokenEndpoint(address, Found.at(address, timeout), timeout);
  }

  /** To be found in the issuer's discovery document when it is needed first. */
  static TokenEndpoint of(URI issuer, Duration timeout) {
    return new TokenEndpoint(issuer, null, timeout);
  }

  URI address() throws RefusedException {
    return found().address();
  }

  private Found found() throws RefusedException {
    Found known = found;
    if (known == null) {
      known = Found.at(discovered(), timeout);
      found = known;
    }
    return known;
  }

  private URI discovered() throws RefusedException {
    try {
      return new IssuerHttp(issuer).document().endpoint("token_endpoint");
    } catch (InterruptedIOException e) {
      throw interrupted();
    } catch (IOException e) {
      throw ExchangeRefusal.unanswered(issuer, e);
    }
  }

  /** The body of a successful answer to a request that was made for this address. */
  String send(TokenRequest request) throws RefusedException {
    Found at = found();
    HTTPRequest form = request.toHTTPRequest();
    Map<String, String> headers =
        form.getHeaderMap().entrySet().stream()
            .collect(toMap(Map.Entry::getKey, header -> header.getValue().get(0)));
    try {
      Answer answer = at.http().send("POST", path(at.address()), headers, form.getBody());
      if (!answer.isSuccess()) {
        throw ExchangeRefusal.of(answer, at.address(), secrets(request));
      }
      return answer.body();
    } catch (InterruptedIOException e) {
      throw interrupted();
    } catch (IOException e) {
      throw ExchangeRefusal.unanswered(at.address(), e);
    }
  }

  private static List<String> secrets(TokenRequest request) {
    return request.getClientAuthentication() instanceof PlainClientSecret client
        ? List.of(client.getClientSecret().getValue())
        : List.of();
  }

  private static String path(URI endpoint) {
    String query = endpoint.getRawQuery();
    return endpoint.getRawPath() + (query == null ? "" : "?" + query);
  }

  private static RefusedException interrupted() {
    return new RefusedException(
        SqlState.CANCELLED, "No lease: the thread was interrupted while it waited for a token.");
  }
}
