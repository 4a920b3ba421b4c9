package io.jitjdbc.identity;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import io.jitjdbc.remote.JsonText;
import io.jitjdbc.remote.ServiceAddress;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An issuer's keys, found through its discovery document (OpenID Connect Discovery 1.0). */
final class RemoteKeys implements JWKSetSource<SecurityContext> {
  /** How long an issuer is left alone after it was asked, whoever sends unknown keys. */
  static final Duration REST = Duration.ofSeconds(10);

  private static final Duration FRESH = Duration.ofMinutes(15);
  private static final Duration OUTAGE = Duration.ofHours(4);
  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final int CONNECT_MILLIS = 3_000;
  private static final int READ_MILLIS = 5_000;
  private static final int MOST_BYTES = 512 * 1024;

  private final URI issuer;
  private final ResourceRetriever http =
      new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, MOST_BYTES);

  private RemoteKeys(URI issuer) {
    this.issuer = issuer;
  }

  /** Keys that are cached, and kept through an outage of the issuer; starts no thread. */
  static JWKSource<SecurityContext> of(URI issuer) {
    return of(issuer, FRESH, REST);
  }

  static JWKSource<SecurityContext> of(URI issuer, Duration fresh, Duration rest) {
    return JWKSourceBuilder.create(new RemoteKeys(issuer))
        .cache(fresh.toMillis(), WAIT.toMillis())
        // Its own refreshing thread is not a daemon and would keep the application alive.
        .refreshAheadCache(false)
        .rateLimited(rest.toMillis())
        .retrying(true)
        .outageTolerant(OUTAGE.toMillis())
        .build();
  }

  @Override
  public JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator refresh, long time, @Nullable SecurityContext context)
      throws KeySourceException {
    URI address = keysAddress();
    try {
      return JsonText.keySet(fetch(address));
    } catch (ParseException e) {
      throw new JWKSetRetrievalException(address + " is not a key set", e);
    }
  }

  private URI keysAddress() throws JWKSetRetrievalException {
    URI address = discoveryAddress();
    try {
      Map<String, Object> document = JsonText.object(fetch(address));
      String named = JSONObjectUtils.getString(document, "issuer");
      if (!issuer.toString().equals(named)) {
        throw new JWKSetRetrievalException(
            address
                + " is the document of issuer "
                + (named == null ? "(none)" : SignIn.shown(named)),
            null);
      }
      URI keys = JSONObjectUtils.getURI(document, "jwks_uri");
      if (keys == null || !ServiceAddress.isSafe(keys)) {
        throw new JWKSetRetrievalException(address + " names no https jwks_uri", null);
      }
      return keys;
    } catch (ParseException e) {
      throw new JWKSetRetrievalException(address + " is not a discovery document", e);
    }
  }

  private URI discoveryAddress() {
    String text = issuer.toString();
    String separator = text.endsWith("/") ? "" : "/";
    return URI.create(text + separator + ".well-known/openid-configuration");
  }

  private String fetch(URI address) throws JWKSetRetrievalException {
    try {
      return http.retrieveResource(address.toURL()).getContent();
    } catch (IOException e) {
      throw new JWKSetRetrievalException(
          address + ": " + SignIn.shown(String.valueOf(e.getMessage())), e);
    }
  }

  @Override
  public void close() {}
}
