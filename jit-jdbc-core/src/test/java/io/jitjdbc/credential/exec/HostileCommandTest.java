package io.jitjdbc.credential.exec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.access.Subject;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.process.Surroundings;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.LogCapture;
import io.jitjdbc.testing.TestIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that misbehave, as scripts of a real shell. */
@DisabledOnOs(OS.WINDOWS)
class HostileCommandTest {
  private static final LeaseRequest REQUEST =
      new LeaseRequest(
          new Subject("https://idp.example", "ann", "ann", Set.of()), "jdbc:h2:mem:x", "TICKET-1");

  @TempDir Path folder;

  private CredentialBroker script(String text, String... settings) throws IOException {
    Path file = folder.resolve("plugin");
    Files.writeString(file, "#!/bin/sh\ncd '" + folder + "'\n" + text + '\n', UTF_8);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    var all = new HashMap<>(Map.of("command", file.toString()));
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return new ExecCredentialBrokerProvider().create(SettingValues.of("jit.broker.exec.", all));
  }

  /** Prints a good credential. */
  private static String answer() {
    return """
        echo '{"apiVersion": "credentials.jit-jdbc.io/v1", "kind": "ExecCredential", "status":
        {"username": "u", "password": "s3cret", "expirationTimestamp": "%s"}}'
        """
        .formatted(InstantSource.system().instant().plusSeconds(600));
  }

  private static RefusedException refusal(CredentialBroker broker, PresentedToken token) {
    var refusal = new RefusedException[1];
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> broker.lease(with(token)))
        .satisfies(e -> refusal[0] = e)
        .withMessageStartingWith("No lease");
    return refusal[0];
  }

  private static RefusedException refusal(CredentialBroker broker) {
    return refusal(broker, PresentedToken.none());
  }

  private List<Long> pids() throws IOException {
    return Files.readAllLines(folder.resolve("pids")).stream().map(Long::valueOf).toList();
  }

  private static boolean isAlive(long pid) {
    // Nobody may be there to bury it.
    Path state = Path.of("/proc/" + pid + "/stat");
    try {
      return Files.exists(Path.of("/proc/self/stat"))
          ? Files.exists(state) && !Files.readString(state).contains(") Z ")
          : ProcessHandle.of(pid).isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  private void leavesNobody() throws IOException {
    for (long pid : pids()) {
      Awaitility.await().until(() -> !isAlive(pid));
    }
  }

  private static LeaseRequest with(PresentedToken token) {
    return new LeaseRequest(
        REQUEST.subject(), REQUEST.target(), REQUEST.purpose(), REQUEST.application(), token);
  }

  @Test
  void isKilledEvenIfItDoesNotListen() throws IOException {
    CredentialBroker broker =
        script("trap '' TERM INT HUP; echo $$ > pids; while :; do sleep 1; done", "timeout", "1s");
    long begin = System.nanoTime();

    assertThat(refusal(broker))
        .hasMessageContaining("took longer than 1000 ms and was killed")
        .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.UNREACHABLE));
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    leavesNobody();
  }

  @Test
  void isKilledWithItsChildrenAndTheirs() throws IOException {
    CredentialBroker broker =
        script(
            """
            echo $$ > pids
            branch() {
              sh -c 'echo $$ >> pids; trap "" TERM; echo $1; sleep 60 & echo $! >> pids; wait' x "$1"
            }
            for i in 1 2 3 4 5 6; do branch $i & done
            wait
            """,
            "timeout",
            "2s");
    refusal(broker);

    assertThat(pids()).hasSizeGreaterThanOrEqualTo(7);
    leavesNobody();
  }

  @Test
  void isKilledWhileItGoesOnMultiplying() throws IOException {
    CredentialBroker broker =
        script(
            """
            echo $$ > pids
            for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
              sh -c 'echo $$ >> pids; for j in 1 2 3; do sleep 60 & echo $! >> pids; done; wait' &
              sleep 0.1
            done
            wait
            """,
            "timeout",
            "900ms");
    refusal(broker);

    assertThat(pids()).hasSizeGreaterThan(12);
    List<Long> all = pids();
    // Whoever was born in the very moment of the killing has lost its parent before it was found.
    List<Long> older = all.subList(0, all.size() - 8);
    Awaitility.await().until(() -> older.stream().noneMatch(HostileCommandTest::isAlive));
    all.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }

  @Test
  void holdsNobodyUpWithAGrandchildThatKeepsItsPipes() throws Exception {
    CredentialBroker broker = script("sleep 60 & echo $! > pids\n" + answer(), "timeout", "30s");
    long begin = System.nanoTime();
    Lease lease = broker.lease(REQUEST);

    assertThat(lease.credential().user()).isEqualTo("u");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    pids().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }

  @Test
  void canPrintNoEndlessStream() throws IOException {
    assertThat(refusal(script("yes 's3cret'", "timeout", "20s")))
        .hasMessageContaining("more than 64 KiB")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void mayComplainAsMuchAsItLikes() throws Exception {
    Lease lease = script("yes complaint | head -c 300000 >&2\n" + answer()).lease(REQUEST);

    assertThat(lease.credential().user()).isEqualTo("u");
  }

  @Test
  void isQuotedShortlyAndWithoutSecrets() throws IOException {
    try (TestIssuer issuer = TestIssuer.start()) {
      String token = issuer.token("ann");
      CredentialBroker broker =
          script(
              """
              read token
              printf 'ticket is closed\\033[31m\\nERROR forged line, password=hunter2 %s ' >&2
              echo "token was $token and eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJib2IifQ.c2ln" >&2
              yes more | head -c 3000 >&2
              exit 9
              """,
              "pass-token", "true");
      assertThat(refusal(broker, PresentedToken.of(token)))
          .hasMessageContaining("exited with code 9, saying: ticket is closed [31m ERROR forged")
          .hasMessageContaining("password=***")
          .hasMessageNotContainingAny("hunter2", token, "eyJ", "\n", "\u001b")
          .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(900));
    }
  }

  @Test
  void maySayThatItIsWorthAnotherTry() throws IOException {
    assertThat(refusal(script("echo 'the vault is sealed' >&2; exit 75")))
        .hasMessageContainingAll("code 75", "the vault is sealed", "later")
        .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.UNREACHABLE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit 1", "exit 255", "kill -9 $$", "kill -SEGV $$"})
  void givesNoLeaseWhateverTheCode(String end) throws IOException {
    assertThat(refusal(script(answer() + end)))
        .hasMessageContaining("exited with code")
        .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.CREDENTIAL_REFUSED));
  }

  @Test
  void getsTheTokenOnItsInputOnlyIfThatIsWanted() throws Exception {
    String tell = "cat > input; env > environment; tr '\\0' ' ' < /proc/$$/cmdline > arguments\n";
    var token = PresentedToken.of("a.b.c-token");
    script(tell + answer()).lease(with(token));
    assertThat(folder.resolve("input")).isEmptyFile();

    script(tell + answer(), "pass-token", "true").lease(with(token));
    assertThat(folder.resolve("input")).hasContent("a.b.c-token");
    for (String place : List.of("environment", "arguments")) {
      assertThat(folder.resolve(place)).content().doesNotContain("a.b.c-token");
    }
  }

  @Test
  void needNotReadTheToken() throws Exception {
    var token = PresentedToken.of("a.b." + "c".repeat(16_000));
    for (String start : List.of("", "exec <&-\n", "sleep 0.3\n")) {
      assertThat(script(start + answer(), "pass-token", "true").lease(with(token)).id())
          .startsWith("exec-");
    }
    assertThat(
            refusal(script(answer(), "pass-token", "true"), PresentedToken.of("x".repeat(16_385))))
        .hasMessageContaining("16 KiB");
  }

  @Test
  void getsNoMoreVariablesThanItNeeds() throws Exception {
    script("env | sed 's/=.*//' > names\n" + answer()).lease(REQUEST);

    assertThat(Files.readAllLines(folder.resolve("names")))
        .contains("PATH", "JIT_SUBJECT", "JIT_TARGET", "JIT_EXEC_INFO")
        .allMatch(
            name ->
                name.startsWith("JIT_")
                    || Stream.of("PWD", "OLDPWD", "SHLVL", "_").anyMatch(name::equals)
                    || !new Surroundings(List.of()).of(Map.of(name, "")).isEmpty());
  }

  @Test
  void getsTheVariablesThatAreNamed() {
    var surroundings = new Surroundings(List.of("VAULT_ADDR", "AWS_*"));
    Map<String, String> all =
        Map.of(
            "VAULT_ADDR", "a",
            "VAULT_TOKEN", "b",
            "AWS_PROFILE", "c",
            "DB_PASSWORD", "d",
            "https_proxy", "e",
            "PATHOLOGY", "f",
            "LC_ALL", "g");

    assertThat(surroundings.of(all).keySet())
        .containsExactly("AWS_PROFILE", "LC_ALL", "VAULT_ADDR", "https_proxy");
  }

  @Test
  void isNotAskedWithMoreThanItCanBeTold() throws IOException {
    CredentialBroker broker = script(answer());
    var request =
        new LeaseRequest(
            REQUEST.subject(),
            REQUEST.target(),
            "why ".repeat(20_000),
            "reports",
            PresentedToken.none());

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> broker.lease(request))
        .withMessageContainingAll("longer than a command can be given", "Shorten the purpose");
  }

  @Test
  void leavesNoSecretInTheLog() throws Exception {
    try (LogCapture log = LogCapture.open()) {
      var token = PresentedToken.of("a.b.c-token");
      script("cat >&2\n" + answer(), "pass-token", "true").lease(with(token));
      refusal(script("cat >&2; exit 1", "pass-token", "true"), token);

      assertThat(log.text()).doesNotContain("s3cret", "c-token");
    }
  }
}
