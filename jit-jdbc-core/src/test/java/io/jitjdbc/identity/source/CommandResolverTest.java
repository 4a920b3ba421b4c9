package io.jitjdbc.identity.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.credential.exec.PluginProgram;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.identity.SubjectResolver;
import io.jitjdbc.identity.SubjectResolverProvider;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.SubjectResolverContract;
import io.jitjdbc.testing.TestIssuer;
import io.jitjdbc.testing.Together;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes print real tokens. The contract runs with a command that fails. */
class CommandResolverTest extends SubjectResolverContract {
  private final TestIssuer issuer = TestIssuer.start();
  private final SubjectResolver failing = with(PluginProgram.args("fail"), Map.of());

  @TempDir Path folder;

  @AfterEach
  void close() {
    failing.close();
    issuer.close();
  }

  @Override
  protected SubjectResolver resolver() {
    return failing;
  }

  @Override
  protected PresentedToken tokenOf(String subjectId) {
    return PresentedToken.of(issuer.token(subjectId));
  }

  @Override
  protected PresentedToken forgedToken() {
    return PresentedToken.of(issuer.token("ann").replaceFirst("\\.[^.]*$", ".c2ln"));
  }

  private SubjectResolver with(String args, Map<String, String> changes) {
    var settings =
        new HashMap<>(
            Map.of(
                "issuer",
                issuer.name(),
                "audience",
                TestIssuer.AUDIENCE,
                "command",
                PluginProgram.java(),
                "args",
                args));
    settings.putAll(changes);
    return Providers.named(SubjectResolverProvider.class, "jit.subject", "command")
        .create(SettingValues.of("jit.subject.command.", settings));
  }

  private SubjectResolver printing(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("answer.json"), text);
    return with(PluginProgram.args("answer", file.toString()), Map.of());
  }

  private void assertRefused(SubjectResolver resolver, SqlState state, String... why) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> resolver.resolve(PresentedToken.none()))
        .withMessageContainingAll(why)
        .withMessageNotContaining("secret")
        .satisfies(e -> assertThat(e.state()).isEqualTo(state));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"token\":\"%s\"}",
        "{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\","
            + "\"status\":{\"token\":\"%s\",\"expirationTimestamp\":\"2100-01-01T00:00:00Z\"}}",
        "{\"apiVersion\":\"client.authentication.k8s.io/v1beta1\",\"kind\":\"ExecCredential\","
            + "\"spec\":{\"interactive\":false},\"status\":{\"token\":\"%s\"}}",
        "{\"apiVersion\":\"credentials.jit-jdbc.io/v1\",\"kind\":\"ExecCredential\","
            + "\"status\":{\"token\":\"%s\",\"expirationTimestamp\":null}}"
      })
  void takesTheTokenInAnyOfTheKnownForms(String form) throws Exception {
    SubjectResolver resolver = printing(form.formatted(issuer.token("ann")));

    assertThat(resolver.resolve(PresentedToken.none()).id()).isEqualTo("ann");
  }

  @Test
  void prefersTheTokenThatTheConnectionPresents() throws Exception {
    SubjectResolver resolver = printing("{\"token\":\"" + issuer.token("ann") + "\"}");

    assertThat(resolver.resolve(tokenOf("bob")).id()).isEqualTo("bob");
  }

  @Test
  void runsOnceForManyConnections() throws Exception {
    SubjectResolver resolver = printing("{\"token\":\"" + issuer.token("ann") + "\"}");
    Together.run(8, i -> () -> resolver.resolve(PresentedToken.none()));
    Files.delete(folder.resolve("answer.json"));

    assertThat(resolver.resolve(PresentedToken.none()).id()).isEqualTo("ann");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "secret",
        "[\"secret\"]",
        "{}",
        "{\"token\":\"\"}",
        "{\"token\":7}",
        "{\"token\":\"secret\",\"expirationTimestamp\":\"soon\"}",
        "{\"apiVersion\":\"v1\",\"kind\":\"ExecCredential\",\"status\":{\"token\":\"secret\"}}",
        "{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"Secret\"}",
        "{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\"}",
        "{\"kind\":\"ExecCredential\",\"status\":{\"token\":\"secret\"}}"
      })
  void refusesWhateverElseIsPrintedAndDoesNotRepeatIt(String text) throws IOException {
    assertRefused(printing(text), SqlState.CREDENTIAL_REFUSED, "is not a token", "by hand");
  }

  @Test
  void verifiesWhatItPrints() throws IOException {
    assertRefused(
        printing("{\"token\":\"" + forgedToken().reveal() + "\"}"),
        SqlState.CREDENTIAL_REFUSED,
        "not signed by the issuer");
  }

  @Test
  void refusesATokenThatIsOver() throws IOException {
    String over = "\",\"expirationTimestamp\":\"2020-01-01T00:00:00Z\"}";
    assertRefused(
        printing("{\"token\":\"" + issuer.token("ann") + over),
        SqlState.CREDENTIAL_REFUSED,
        "over already");
  }

  @Test
  void saysWhichCommandFailedAndNothingThatItWrote() {
    assertRefused(
        failing, SqlState.CREDENTIAL_REFUSED, "No token: the token command", "exited with code 3");
  }

  @Test
  void readsNoMoreThan64KiB() {
    assertRefused(with(PluginProgram.args("flood"), Map.of()), SqlState.UNREACHABLE, "64 KiB");
  }

  @Test
  void endsACommandThatHangs() {
    assertRefused(
        with(PluginProgram.args("sleep"), Map.of("timeout", "300ms")),
        SqlState.UNREACHABLE,
        "300 ms",
        "jit.subject.command.timeout");
  }

  @Test
  void saysThatThereIsNoSuchCommand() {
    assertRefused(
        with("", Map.of("command", "no-such-command-anywhere")),
        SqlState.UNREACHABLE,
        "jit.subject.command.command");
  }

  @Test
  void needsACommand() {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> with("", Map.of("command", "")))
        .withMessageContaining("jit.subject.command.command is required");
  }
}
