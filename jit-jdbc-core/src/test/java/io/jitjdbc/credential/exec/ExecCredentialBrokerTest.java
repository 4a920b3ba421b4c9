package io.jitjdbc.credential.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.access.Subject;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.CredentialBrokerProvider;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.CredentialBrokerContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecCredentialBrokerTest extends CredentialBrokerContract {
  private final Instant now = InstantSource.system().instant();

  @TempDir Path folder;
  private Path answer;

  @BeforeEach
  void prepareAnAnswer() throws IOException {
    answer = folder.resolve("answer.json");
    Files.writeString(answer, credential(now.plusSeconds(600)));
  }

  private static String credential(Instant expiry) {
    return """
        {"apiVersion": "credentials.jit-jdbc.io/v1", "kind": "ExecCredential",
         "status": {"username": "jit_u1", "password": "s3cret", "expirationTimestamp": "%s"}}
        """
        .formatted(expiry);
  }

  private static CredentialBroker with(Map<String, String> settings) {
    return Providers.named(CredentialBrokerProvider.class, "jit.broker", "exec")
        .create(SettingValues.of("jit.broker.exec.", settings));
  }

  private static CredentialBroker plugin(Map<String, String> settings, Object... args) {
    var all = new HashMap<>(Map.of("command", PluginProgram.java()));
    all.put(
        "args", PluginProgram.args(Stream.of(args).map(Object::toString).toArray(String[]::new)));
    all.putAll(settings);
    return with(all);
  }

  @Override
  protected CredentialBroker broker() {
    return plugin(Map.of(), "answer", answer);
  }

  @Override
  protected String target() {
    return "jdbc:postgresql://db/shop";
  }

  private RefusedException refusal(CredentialBroker broker) {
    var refusal = new RefusedException[1];
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> broker.lease(requestOf("ann")))
        .satisfies(e -> refusal[0] = e)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret").startsWith("No lease"));
    return refusal[0];
  }

  @Test
  void leasesWhatTheCommandPrints() throws IOException, RefusedException {
    Files.writeString(
        answer,
        """
        {"apiVersion": "credentials.jit-jdbc.io/v1", "kind": "ExecCredential",
         "status": {"username": "jit_u1", "password": "pä$$", "leaseId": "lease_7",
                    "expirationTimestamp": "%s", "properties": {"sslmode": "verify-full"}}}
        """
            .formatted(now.plusSeconds(600)));
    Lease lease = broker().lease(requestOf("ann"));

    assertThat(lease.id()).isEqualTo("lease_7");
    assertThat(lease.credential().user()).isEqualTo("jit_u1");
    assertThat(lease.credential().revealPassword()).isEqualTo("pä$$");
    assertThat(lease.expiresAt()).isEqualTo(now.plusSeconds(600));
    assertThat(lease.connectionProperties()).containsExactly(Map.entry("sslmode", "verify-full"));
  }

  @Test
  void tellsTheCommandWhoAsksForWhat() throws Exception {
    Path told = folder.resolve("told");
    var subject = new Subject("https://idp.example", "ann-1", "Ann \"A\" Lee", Set.of("staff"));
    plugin(Map.of(), "environment", told)
        .lease(
            new LeaseRequest(
                subject, target(), "TICKET-1; rm -rf $HOME", "reports", PresentedToken.none()));

    String environment = Files.readString(told);
    assertThat(environment)
        .contains("JIT_SUBJECT=ann-1\n")
        .contains("JIT_SUBJECT_ISSUER=https://idp.example\n")
        .contains("JIT_SUBJECT_NAME=Ann \"A\" Lee\n")
        .contains("JIT_TARGET=" + target() + "\n")
        .contains("JIT_PURPOSE=TICKET-1; rm -rf $HOME\n")
        .contains("JIT_APPLICATION=reports\n")
        .contains("stdin=-1");
    String json = environment.replaceAll("(?s).*JIT_EXEC_INFO=(.*?)\n.*", "$1");
    Map<String, Object> info = JSONObjectUtils.parse(json);
    assertThat(info).containsEntry("kind", "ExecCredential");
    assertThat(info.get("spec").toString())
        .contains("staff", "ann-1", "TICKET-1", "reports", target());
  }

  @Test
  void shortensALeaseThatWouldLastTooLong() throws IOException, RefusedException {
    Files.writeString(answer, credential(now.plus(Duration.ofDays(7))));
    Lease lease = plugin(Map.of("max-ttl", "5m"), "answer", answer).lease(requestOf("ann"));

    assertThat(Duration.between(lease.issuedAt(), lease.expiresAt())).hasMinutes(5);
  }

  @Test
  void refusesACredentialThatIsOver() throws IOException {
    Files.writeString(answer, credential(now.minusSeconds(1)));

    assertThat(refusal(broker()))
        .hasMessageContainingAll("was over at", "clocks")
        .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.CREDENTIAL_REFUSED));
  }

  @Test
  void saysThatThereIsNoSuchCommand() {
    assertThat(refusal(with(Map.of("command", "no-such-program-anywhere"))))
        .hasMessageContainingAll("no-such-program-anywhere", "jit.broker.exec.command", "PATH")
        .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.UNREACHABLE));
  }

  @Test
  void saysWithWhichCodeItFailedAndNothingThatItPrinted() {
    assertThat(refusal(plugin(Map.of(), "fail")))
        .hasMessageContainingAll("exited with code 3, saying: no ticket")
        .hasMessageNotContaining("-secret")
        .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.CREDENTIAL_REFUSED));
  }

  @Test
  void readsNoMoreThan64KiB() {
    assertThat(refusal(plugin(Map.of(), "flood"))).hasMessageContaining("more than 64 KiB");
  }

  @Test
  void killsACommandThatHangsWithItsChildren() throws IOException {
    Path pids = folder.resolve("pids");
    assertThat(refusal(plugin(Map.of("timeout", "3s"), "hang", pids)))
        .hasMessageContainingAll("took longer than 3000 ms", "jit.broker.exec.timeout")
        .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.UNREACHABLE));

    for (String pid : Files.readString(pids).split(" ", -1)) {
      Awaitility.await().until(() -> !isAlive(Long.parseLong(pid)));
    }
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  @Test
  void doesNotWaitForWhatTheCommandLeavesRunning() throws Exception {
    long begin = System.nanoTime();
    plugin(Map.of("timeout", "30s"), "leave", answer).lease(requestOf("ann"));

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    long child = Long.parseLong(Files.readString(folder.resolve("child")));
    ProcessHandle.of(child).ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void endsTheWaitOfAnInterruptedThread() {
    Thread.currentThread().interrupt();

    assertThat(refusal(plugin(Map.of(), "sleep")).state()).isEqualTo(SqlState.CANCELLED);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void refusesAPurposeThatNoEnvironmentCanHold() {
    var subject = new Subject("https://idp.example", "ann", "ann", Set.of());
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> broker().lease(new LeaseRequest(subject, target(), "a\0b")))
        .withMessageContaining("NUL");
  }

  @Test
  void needsACommandAndSomeTime() {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> with(Map.of()))
        .withMessageContaining("jit.broker.exec.command is required");
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> with(Map.of("command", "x", "max-ttl", "0s")))
        .withMessageContaining("max-ttl");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "s3cret                                               | not a JSON object",
        "null                                                 | not a JSON object",
        "[]                                                   | not a JSON object",
        "{}                                                   | apiVersion must be",
        "{'apiVersion':'client.authentication.k8s.io/v1'}     | apiVersion must be",
        "{V,'kind':'Other'}                                   | kind must be",
        "{V,K}                                                | status must be an object",
        "{V,K,'status':'s3cret'}                              | status must be an object",
        "{V,K,'status':{P,E}}                                 | username must be text",
        "{V,K,'status':{'username':'',P,E}}                   | username must be text",
        "{V,K,'status':{U,E}}                                 | password must be text",
        "{V,K,'status':{U,'password':7,E}}                    | password must be text",
        "{V,K,'status':{U,P}}                                 | expirationTimestamp must be",
        "{V,K,'status':{U,P,'expirationTimestamp':'s3cret'}}  | expirationTimestamp must be",
        "{V,K,'status':{U,P,E,'leaseId':7}}                   | leaseId must be text",
        "{V,K,'status':{U,P,E,'properties':[]}}               | properties must be an object",
        "{V,K,'status':{U,P,E,'properties':{'a':1}}}          | a must be text",
        "{V,K,'status':{U,P,E,'properties':{'User':'sa'}}}    | no login",
        "{V,K,'status':{U,P,E,'properties':{'jit.x':'y'}}}    | no login"
      })
  void saysWhatIsWrongWithAnAnswer(String sketch, String why) {
    String text =
        sketch
            .replace("V,", "'apiVersion':'credentials.jit-jdbc.io/v1',")
            .replaceAll("K(?=[,}])", "'kind':'ExecCredential'")
            .replace("U,", "'username':'u',")
            .replaceAll("P(?=[,}])", "'password':'s3cret'")
            .replaceAll("E(?=[,}])", "'expirationTimestamp':'2030-01-31T13:00:00Z'")
            .replace('\'', '"');

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> ExecCredential.parse(text))
        .withMessageContaining(why)
        .withMessageNotContaining("s3cret");
  }
}
