package io.jitjdbc.examples.quickstart;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;

/**
 * Stands in for the company's identity provider: an OIDC issuer on this machine with a discovery
 * document, its public key, and tokens signed with the private one.
 */
final class LocalIssuer implements AutoCloseable {
  static final String AUDIENCE = "shop-database";

  private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);

  private final HttpServer server;
  private final ECKey key;

  private LocalIssuer(HttpServer server, ECKey key) {
    this.server = server;
    this.key = key;
  }

  static LocalIssuer start() throws IOException, JOSEException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(address, 0);
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID("2026-01").generate();
    var issuer = new LocalIssuer(server, key);
    server.createContext(
        "/.well-known/openid-configuration", exchange -> answer(exchange, issuer.discovery()));
    // Only the public half of the key leaves the issuer.
    server.createContext("/keys", exchange -> answer(exchange, new JWKSet(key).toString(true)));
    server.start();
    return issuer;
  }

  /** What tokens call the issuer, and where it is found. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** A token for somebody in one group, as a sign-in in the browser would return it. */
  String token(String person, String group) throws JOSEException {
    Instant now = InstantSource.system().instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(url())
            .audience(AUDIENCE)
            .subject("id-of-" + person)
            .claim("preferred_username", person)
            .claim("groups", List.of(group))
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(TOKEN_LIFE)))
            .build();
    var token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
    token.sign(new ECDSASigner(key));
    return token.serialize();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private String discovery() {
    return JSONObjectUtils.toJSONString(Map.of("issuer", url(), "jwks_uri", url() + "/keys"));
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    try (exchange) {
      byte[] body = json.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
