package io.jitjdbc.credential.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.testing.Together;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong with Vault is said, with what to do, and never with a secret. */
class VaultRefusalTest {
  private static final String LOGIN = "auth/jwt/login";
  private static final String CREDENTIALS = "database/creds/ro";

  private final VaultTests tests = new VaultTests();
  private final FakeVault vault = tests.vault;
  private final CredentialBroker broker = tests.broker(Map.of("timeout", "2s"));

  @TempDir Path folder;

  @AfterEach
  void close() {
    tests.close();
  }

  private RefusedException refusal() {
    return tests.refusal(broker, tests.request("ann"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | ["unknown role: ro"]  | 28000 | refuses database/creds/ro (400: unknown role: ro). Make the role
          403 | ["permission denied"] | 28000 | path "database/creds/ro" { capabilities = ["read"] }
          404 | []                    | 28000 | jit.broker.vault.mount and jit.broker.vault.role
          405 | ["unsupported operation"] | 28000 | unsupported operation
          412 | ["required index state not present"] | 08001 | Name the active node
          429 | ["request path \\"x\\": rate limit quota exceeded"] | 08001 | Try again in 7 s
          472 | []                    | 08001 | Name the active node
          473 | []                    | 08001 | Name the active node
          307 | []                    | 08001 | redirects database/creds/ro
          500 | ["1 error occurred:\\n\\t* failed to connect\\n\\n"] | 08001 | (500: 1 error occurred: * failed to connect)
          502 | []                    | 08001 | fails at
          503 | ["Vault is sealed"]   | 08001 | Unseal it
          """)
  void saysWhatVaultRefusesAndWhatToDo(int status, String errors, String state, String part) {
    vault.reply(
        CREDENTIALS,
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "7");
          FakeVault.send(exchange, status, "{\"errors\":" + errors + "}");
        });

    RefusedException refusal = refusal();

    assertThat(refusal.state().code()).isEqualTo(state);
    assertThat(refusal).hasMessageContaining(part).hasMessageStartingWith("No lease: Vault ");
    assertThat(refusal.getMessage()).endsWith(".").doesNotContain("\n");
  }

  @Test
  void passesOnWhyVaultDoesNotBelieveTheSubject() {
    LeaseRequest stranger = VaultTests.request("eve", PresentedToken.of(VaultTests.jwt("eve")));

    RefusedException refusal = tests.refusal(broker, stranger);

    assertThat(refusal.state()).isEqualTo(SqlState.CREDENTIAL_REFUSED);
    assertThat(refusal)
        .hasMessageContaining("invalid audience (aud) claim")
        .hasMessageContaining("Compare the role app of auth/jwt");
  }

  @Test
  void repeatsNoTokenThatVaultRepeats() {
    String token = vault.state.newToken();
    vault.reply(
        LOGIN, 400, "{\"errors\":[\"bad " + token + " and " + VaultTests.jwt("ann") + "\"]}");

    assertThat(refusal()).hasMessageContaining("bad *** and ***");
  }

  @Test
  void shortensAndFlattensWhatVaultSays() {
    vault.reply(
        CREDENTIALS,
        400,
        "{\"errors\":[\"a\\u001b[31m\\nNo lease: forged\", \"" + "word ".repeat(10_000) + "\"]}");

    assertThat(refusal().getMessage()).hasSizeLessThan(600).doesNotContain("\n", "\u001b");
  }

  @Test
  void refusesWithoutAToken() {
    RefusedException refusal =
        tests.refusal(broker, VaultTests.request("ann", PresentedToken.none()));

    assertThat(refusal.state()).isEqualTo(SqlState.CREDENTIAL_REFUSED);
    assertThat(refusal).hasMessageContaining("jit.broker.vault.jwt.file");
    assertThat(vault.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {LOGIN, CREDENTIALS})
  void takesAWrappedAnswerForAnApprovalThatIsPending(String path) {
    vault.secrets.add("hvs.wrapping-token-0123456789");
    vault.reply(
        path,
        200,
        "{\"request_id\":\"\",\"lease_id\":\"\",\"renewable\":false,\"lease_duration\":0,"
            + "\"data\":null,\"warnings\":null,\"auth\":null,\"wrap_info\":"
            + "{\"token\":\"hvs.wrapping-token-0123456789\",\"accessor\":\"0ad21b78-e9bb\","
            + "\"ttl\":86400,\"creation_time\":\"2030-01-01T00:00:00Z\","
            + "\"creation_path\":\"database/creds/ro\"}}");

    RefusedException refusal = refusal();

    assertThat(refusal.state()).isEqualTo(SqlState.CREDENTIAL_REFUSED);
    assertThat(refusal)
        .hasMessageContaining("approval is pending")
        .hasMessageContaining("accessor 0ad21b78-e9bb")
        .hasMessageContaining("jit.approvals");
  }

  @Test
  void saysThatItCannotGiveASecondFactor() {
    vault.reply(
        LOGIN,
        200,
        "{\"auth\":{\"client_token\":\"\",\"lease_duration\":0,\"renewable\":false,"
            + "\"mfa_requirement\":{\"mfa_request_id\":\"d0c9\",\"mfa_constraints\":{}}}}");

    assertThat(refusal()).hasMessageContaining("second factor");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "\"pw-0123\"",
        "<html>Sign in to the hotel</html>",
        "{}",
        "{\"data\":null}",
        "{\"data\":[]}",
        "{\"lease_id\":\"x\",\"lease_duration\":60,\"data\":{}}",
        "{\"lease_id\":\"x\",\"lease_duration\":60,\"data\":{\"username\":\"u\",\"password\":\"\"}}",
        "{\"lease_id\":\"x\",\"lease_duration\":60,\"data\":{\"username\":1,\"password\":\"p\"}}",
        "{\"lease_id\":\"\",\"lease_duration\":60,\"data\":{\"username\":\"u\",\"password\":\"p\"}}",
        "{\"lease_id\":\"x\",\"data\":{\"username\":\"u\",\"password\":\"p\"}}",
        "{\"lease_id\":\"x\",\"lease_duration\":0,\"data\":{\"username\":\"u\",\"password\":\"p\"}}",
        "{\"lease_id\":\"x\",\"lease_duration\":-1,\"data\":{\"username\":\"u\",\"password\":\"p\"}}",
        "{\"lease_id\":\"x\",\"lease_duration\":0.5,\"data\":{\"username\":\"u\",\"password\":\"p\"}}",
        "{\"lease_id\":\"x\",\"lease_duration\":\"60\",\"data\":{\"username\":\"u\",\"password\":\"p\"}}",
        "{\"lease_id\":\"x\",\"lease_duration\":9223372036854775807,"
            + "\"data\":{\"username\":\"u\",\"password\":\"p\"}}",
        "{\"lease_id\":\"x\",\"lease_duration\":1e300,"
            + "\"data\":{\"username\":\"u\",\"password\":\"p\"}}",
      })
  void refusesAnswersThatAreNotOfVault(String body) {
    vault.reply(CREDENTIALS, 200, body);

    RefusedException refusal = refusal();

    assertThat(refusal.state()).isEqualTo(SqlState.UNREACHABLE);
    assertThat(refusal).hasMessageContaining("the answer to database/creds/ro is not one of Vault");
    assertThat(refusal.getMessage()).doesNotContain("pw-0123", "hotel");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"auth\":{\"client_token\":\"\",\"lease_duration\":60}}",
        "{\"auth\":{\"client_token\":\"hvs.x\"}}",
        "{\"auth\":{\"client_token\":\"hvs.x\",\"lease_duration\":1e18}}",
      })
  void refusesLoginsThatAreNotOfVault(String body) {
    vault.reply(LOGIN, 200, body);

    assertThat(refusal()).hasMessageContaining("the answer to auth/jwt/login is not one of Vault");
  }

  @Test
  void waitsForTheRotationOfAStaticRole() {
    vault.state.staticTtl = 0;
    CredentialBroker standing = tests.broker(Map.of("role.kind", "static", "role", "app"));
    assertThat(tests.refusal(standing, tests.request("ann")))
        .hasMessageContaining("about to change the password")
        .extracting(RefusedException::state)
        .isEqualTo(SqlState.UNREACHABLE);

    vault.state.staticTtl = "soon";
    assertThat(tests.refusal(standing, tests.request("ann")))
        .hasMessageContaining("ttl is missing");
  }

  @Test
  void givesUpOnASlowVault() {
    vault.delay = Duration.ofSeconds(4);

    RefusedException refusal = refusal();

    assertThat(refusal.state()).isEqualTo(SqlState.UNREACHABLE);
    assertThat(refusal).hasMessageContaining("did not answer");
  }

  @Test
  void givesUpOnAnAnswerWithoutEnd() {
    vault.reply(CREDENTIALS, 200, "{\"data\":\"" + "x".repeat(2 << 20) + "\"}");

    assertThat(refusal()).hasMessageContaining("larger than");
  }

  @Test
  void givesUpOnAConnectionThatEndsInTheMiddle() throws Exception {
    try (var half = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var thread = new Thread(() -> answerHalf(half), "half-vault");
      thread.setDaemon(true);
      thread.start();
      CredentialBroker toHalf =
          tests.broker(Map.of("address", "http://127.0.0.1:" + half.getLocalPort()));

      RefusedException refusal = tests.refusal(toHalf, tests.request("ann"));

      assertThat(refusal.state()).isEqualTo(SqlState.UNREACHABLE);
      assertThat(refusal).hasMessageContaining("did not answer to auth/jwt/login");
    }
  }

  private static void answerHalf(ServerSocket server) {
    try {
      while (true) {
        try (Socket socket = server.accept()) {
          socket.getInputStream().read(new byte[4_096]);
          OutputStream out = socket.getOutputStream();
          String half = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"auth\":{\"client_";
          out.write(half.getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  @Test
  void saysThatNobodyListens() {
    RefusedException refusal =
        tests.refusal(tests.broker(Map.of("address", "http://127.0.0.1:1")), tests.request("ann"));

    assertThat(refusal.state()).isEqualTo(SqlState.UNREACHABLE);
    assertThat(refusal).hasMessageContaining("jit.broker.vault.address");
  }

  @Test
  void doesNotShowATokenThatNoHeaderMayHold() throws IOException {
    vault.secrets.add("not a\ntoken");
    Path file = Files.writeString(folder.resolve("sink"), "not a\ntoken");
    CredentialBroker agents =
        tests.broker(Map.of("auth", "token-file", "token.file", file.toString()));

    RefusedException refusal =
        tests.refusal(agents, VaultTests.request("ann", PresentedToken.none()));

    assertThat(refusal).hasMessageContaining("a header's value");
  }

  @Test
  void saysWhichFileIsMissing() {
    String missing = folder.resolve("missing").toString();
    CredentialBroker agents = tests.broker(Map.of("auth", "token-file", "token.file", missing));
    CredentialBroker pod = tests.broker(Map.of("auth", "kubernetes", "jwt.file", missing));
    LeaseRequest request = VaultTests.request("ann", PresentedToken.none());

    assertThat(tests.refusal(agents, request)).hasMessageContaining("jit.broker.vault.token.file");
    assertThat(tests.refusal(pod, request))
        .hasMessageContaining(missing)
        .hasMessageContaining("jit.broker.vault.jwt.file");
  }

  @Test
  void tellsEverybodyWhoWaitedThatVaultRefused() throws Exception {
    vault.delay = Duration.ofMillis(100);
    vault.reply(LOGIN, 400, "{\"errors\":[\"no\"]}");

    List<SqlState> states = Together.run(8, thread -> () -> refusal().state());

    assertThat(states).containsOnly(SqlState.CREDENTIAL_REFUSED);
    assertThat(vault.asked.size()).isLessThan(8);
  }

  @Test
  void signsInOnceMoreAndNotForEverWhereAPolicyIsMissing() throws RefusedException {
    broker.lease(tests.request("ann"));
    tests.clock.advance(Duration.ofMinutes(1));
    vault.reply(CREDENTIALS, 403, "{\"errors\":[\"permission denied\"]}");

    for (int i = 0; i < 5; i++) {
      assertThat(refusal().state()).isEqualTo(SqlState.CREDENTIAL_REFUSED);
    }

    assertThat(vault.count("POST " + LOGIN)).isEqualTo(2);
  }

  @Test
  void survivesTheInterruptionOfWhoeverWasSigningIn() throws Exception {
    vault.delay = Duration.ofMillis(300);
    LeaseRequest request = tests.request("ann");
    var leader =
        new Thread(
            () ->
                assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> broker.lease(request))
                    .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.CANCELLED)));
    leader.start();
    while (vault.asked.isEmpty()) {
      Thread.onSpinWait();
    }
    List<Lease> leases =
        Together.run(
            2,
            thread ->
                () -> {
                  if (thread == 0) {
                    Thread.sleep(50);
                    leader.interrupt();
                  }
                  return broker.lease(request);
                });
    leader.join(10_000);

    assertThat(leases).hasSize(2);
    assertThat(vault.count("POST " + LOGIN)).isEqualTo(2);
  }

  @Test
  void revokesQuietlyThoughVaultIsGone() throws RefusedException {
    Lease lease = broker.lease(tests.request("ann"));
    vault.delay = Duration.ofSeconds(3);

    broker.revoke(lease);
    broker.close();

    assertThat(tests.logged.text()).contains("could not be revoked");
  }

  @ParameterizedTest
  @CsvSource({
    "address, http://vault.example:8200, address cannot be read",
    "address, '', address is required",
    "role, '', role is required",
    "role, ../sys/seal, role cannot be read",
    "mount, database/../sys, mount cannot be read",
    "namespace, 'a\r\nX-Evil: b', namespace cannot be read",
    "auth, password, auth cannot be read",
    "auth, token-file, token.file is required",
    "token.file, /tmp/x, auth=token-file only",
    "timeout, 0s, timeout of the vault broker",
    "max-ttl, 0s, max-ttl of the vault broker",
  })
  void wantsSettingsThatMakeSense(String name, String value, String problem) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> tests.broker(Map.of(name, value)))
        .withMessageContaining(problem);
  }

  @Test
  void wantsARoleForServiceAccounts() {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> tests.broker(Map.of("auth", "kubernetes", "auth.role", "")))
        .withMessageContaining("auth.role is required");
  }
}
