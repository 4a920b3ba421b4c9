package io.jitjdbc.credential.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.CredentialBrokerContract;
import io.jitjdbc.testing.LoggedText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that exchanges tokens by RFC 8693. */
class TokenExchangeTest extends CredentialBrokerContract {
  private static final String ISSUER = "corporate";

  private final MockOAuth2Server server = new MockOAuth2Server();
  private final LoggedText logged = LoggedText.record();
  private CredentialBroker broker;
  private Path key;

  @TempDir Path folder;

  @BeforeEach
  void start() throws Exception {
    server.start();
    key = folder.resolve("client.jwk");
    Files.writeString(
        key, new ECKeyGenerator(Curve.P_256).keyID("client-1").generate().toJSONString());
    broker = with(Map.of());
  }

  @AfterEach
  void stop() {
    server.shutdown();
    logged.close();
  }

  private CredentialBroker with(Map<String, String> changes) {
    var settings =
        new HashMap<>(
            Map.of(
                "issuer",
                server.issuerUrl(ISSUER).toString(),
                "client-id",
                "jit-jdbc",
                "client-key.file",
                key.toString(),
                "audience",
                "orders-db"));
    settings.putAll(changes);
    settings.values().removeIf(String::isEmpty);
    return new TokenExchangeBrokerProvider()
        .create(SettingValues.of("jit.broker.token-exchange.", settings));
  }

  @Override
  protected CredentialBroker broker() {
    return broker;
  }

  @Override
  protected String target() {
    return "jdbc:postgresql://db/shop";
  }

  @Override
  protected PresentedToken tokenOf(String subjectId) {
    return PresentedToken.of(
        server.issueToken(ISSUER, subjectId, "jit-jdbc", Map.of(), 3_600).serialize());
  }

  @Test
  void leasesTheExchangedTokenAsThePassword() throws Exception {
    PresentedToken own = tokenOf("ann");

    Lease lease = broker.lease(requestOf("ann"));

    String password = lease.credential().revealPassword();
    JWTClaimsSet claims = SignedJWT.parse(password).getJWTClaimsSet();
    assertThat(password).isNotEqualTo(own.reveal());
    assertThat(claims.getSubject()).isEqualTo("ann");
    assertThat(claims.getAudience()).containsExactly("orders-db");
    assertThat(lease.credential().user()).isEqualTo("ann");
    assertThat(lease.expiresAt())
        .isBeforeOrEqualTo(claims.getExpirationTime().toInstant())
        .isAfter(lease.issuedAt().plus(Duration.ofMinutes(50)));
    assertThat(logged.text()).doesNotContain(password, own.reveal());
  }

  @Test
  void asksOnceForTheIssuersAddresses() throws RefusedException, InterruptedException {
    broker.lease(requestOf("ann"));
    broker.lease(requestOf("bob"));

    assertThat(path(server.takeRequest())).isEqualTo("/corporate/.well-known/openid-configuration");
    assertThat(path(server.takeRequest())).isEqualTo("/corporate/token");
    assertThat(path(server.takeRequest())).isEqualTo("/corporate/token");
  }

  private static String path(RecordedRequest request) {
    return request.getPath();
  }

  @Test
  void goesStraightToAKnownTokenEndpoint() throws RefusedException {
    CredentialBroker direct =
        with(Map.of("issuer", "", "token-endpoint", server.tokenEndpointUrl(ISSUER).toString()));

    direct.lease(requestOf("ann"));

    assertThat(path(server.takeRequest())).isEqualTo("/corporate/token");
  }

  @Test
  void saysWhatTheServerSays() {
    PresentedToken rubbish = PresentedToken.of("no-jwt");

    assertThat(ExchangeTests.refusal(broker, requestOf("ann"), rubbish))
        .hasMessageContaining("did not exchange the subject's token")
        .hasMessageContaining("/corporate/token");
  }
}
