package io.jitjdbc.credential.exchange;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.JWTID;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.settings.SecretFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the client that exchanges tokens says who it is. */
final class ClientLogin {
  /** Of the statement that it signs: long enough for clocks that differ a little. */
  private static final Duration LIFE = Duration.ofSeconds(60);

  private final ClientID client;
  private final Method method;
  private final @Nullable Path file;
  private final InstantSource clock;

  /** What it shows. */
  enum Method {
    /** Nothing but its name: a public client. */
    NONE,
    /** A secret, in HTTP Basic authentication. */
    SECRET,
    /** A statement that it signs with a private key (RFC 7523). */
    KEY
  }

  /**
   * @param file what it shows; null for nothing
   */
  ClientLogin(String client, Method method, @Nullable Path file, InstantSource clock) {
    this.client = new ClientID(client);
    this.method = method;
    this.file = file;
    this.clock = clock;
  }

  /** A request in the client's name. */
  TokenRequest.Builder request(URI endpoint, AuthorizationGrant grant) throws RefusedException {
    return file == null
        ? new TokenRequest.Builder(endpoint, client, grant)
        : new TokenRequest.Builder(endpoint, authentication(endpoint, read(file), file), grant);
  }

  private ClientAuthentication authentication(URI endpoint, String secret, Path file)
      throws RefusedException {
    if (method == Method.SECRET) {
      return new ClientSecretBasic(client, new Secret(secret));
    }
    try {
      return signed(endpoint, JWK.parse(secret));
    } catch (ParseException | JOSEException e) {
      // Without the cause: it may quote the key.
      throw ExchangeRefusal.unreachable(
          "No lease: "
              + file
              + " holds no private RSA or EC key in the form of a JWK. Correct"
              + " jit.broker.token-exchange.client-key.file");
    }
  }

  private ClientAuthentication signed(URI endpoint, JWK key) throws JOSEException, ParseException {
    if (!(key instanceof AsymmetricJWK pair) || !key.isPrivate()) {
      throw new ParseException("not a private key", 0);
    }
    PrivateKey secret = pair.toPrivateKey();
    Instant now = clock.instant();
    var claims =
        new JWTAuthenticationClaimsSet(
            client,
            List.of(new Audience(endpoint)),
            Date.from(now.plus(LIFE)),
            null,
            Date.from(now),
            new JWTID());
    return new PrivateKeyJWT(claims, algorithm(key), secret, key.getKeyID(), null);
  }

  private static JWSAlgorithm algorithm(JWK key) throws ParseException {
    if (key.getAlgorithm() != null) {
      return JWSAlgorithm.parse(key.getAlgorithm().getName());
    }
    if (key instanceof RSAKey) {
      return JWSAlgorithm.RS256;
    }
    if (key instanceof ECKey curve) {
      return switch (curve.getCurve().getName()) {
        case "P-384" -> JWSAlgorithm.ES384;
        case "P-521" -> JWSAlgorithm.ES512;
        default -> JWSAlgorithm.ES256;
      };
    }
    throw new ParseException("neither RSA nor EC", 0);
  }

  private static String read(Path file) throws RefusedException {
    try {
      return SecretFile.read(file);
    } catch (IOException e) {
      throw ExchangeRefusal.unreachable(
          "No lease: what the client signs in with cannot be read (" + e.getMessage() + ")");
    }
  }
}
