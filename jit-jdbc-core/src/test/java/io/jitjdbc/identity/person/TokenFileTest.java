package io.jitjdbc.identity.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.identity.SubjectResolver;
import io.jitjdbc.identity.source.IssuedToken;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.TestIssuer;
import io.jitjdbc.testing.TestIssuer.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFileTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  @TempDir Path folder;
  private Path file;
  private TokenFile memory;

  @BeforeEach
  void name() {
    file = folder.resolve("tokens.json");
    memory = new TokenFile(file, "us");
  }

  private static IssuedToken token(String text) {
    return new IssuedToken(
        PresentedToken.of(text), PresentedToken.of("refresh"), NOW, NOW.plusSeconds(60));
  }

  private String found() throws RefusedException {
    return memory.read().map(kept -> kept.token().reveal()).orElse("nothing");
  }

  @Test
  void givesBackWhatItWasGiven() throws RefusedException {
    assertThat(found()).isEqualTo("nothing");
    memory.write(token("first"));
    memory.write(token("second"));

    IssuedToken kept = memory.read().orElseThrow();
    assertThat(kept.token().reveal()).isEqualTo("second");
    assertThat(kept.refresh().reveal()).isEqualTo("refresh");
    assertThat(kept.since()).isEqualTo(NOW);
    assertThat(kept.end()).isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void leavesNothingElseInTheFolder() throws IOException {
    memory.write(token("first"));

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void isItsOwnersAlone() throws IOException {
    memory.write(token("first"));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @ParameterizedTest
  @DisabledOnOs(OS.WINDOWS)
  @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw-rw----", "rw--w----"})
  void refusesAFileThatOthersMayReadOrWrite(String permissions) throws IOException {
    memory.write(token("first"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(memory::read)
        .withMessageContainingAll(file.toString(), "others", "Delete it")
        .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.CREDENTIAL_REFUSED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "null",
        "{}",
        "{\"for\":\"us\"}",
        "{\"for\":\"us\",\"token\":7}",
        "{\"for\":\"us\",\"token\":\"a\",\"refresh_token\":\"\",\"since\":\"x\",\"end\":\"y\"}"
      })
  void countsADamagedFileAsNone(String text) throws Exception {
    memory.write(token("first"));
    Files.writeString(file, text);

    assertThat(found()).isEqualTo("nothing");
  }

  @Test
  void keepsTokensOfOthersApart() throws RefusedException {
    new TokenFile(file, "them").write(token("theirs"));

    assertThat(found()).isEqualTo("nothing");
  }

  @Test
  void doesWithoutAFolderThatIsNotThere() throws RefusedException {
    memory = new TokenFile(folder.resolve("none").resolve("tokens.json"), "us");
    memory.write(token("first"));

    assertThat(found()).isEqualTo("nothing");
  }

  @Nested
  class WhenAPersonSignedInBefore {
    private final TestIssuer issuer = TestIssuer.start();
    private final PassingTime time = new PassingTime();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger refreshed = new AtomicInteger();

    @BeforeEach
    void giveTokens() {
      issuer.answer(
          "/device",
          form ->
              Reply.ok(
                  Map.of(
                      "device_code",
                      "d",
                      "user_code",
                      "u",
                      "verification_uri",
                      issuer.name(),
                      "expires_in",
                      600)));
      issuer.answer("/token", form -> tokens(form.fields().get("grant_type")));
    }

    @AfterEach
    void close() {
      issuer.close();
    }

    private Reply tokens(String grant) {
      if ("refresh_token".equals(grant)) {
        refreshed.incrementAndGet();
      }
      return Reply.ok(
          Map.of(
              "access_token",
              issuer.token("ann"),
              "token_type",
              "Bearer",
              "expires_in",
              300,
              "refresh_token",
              "r"));
    }

    /** Another program, or the same one started again. */
    private String signIn(Map<String, String> changes) throws RefusedException {
      var settings =
          new HashMap<>(
              Map.of(
                  "issuer",
                  issuer.name(),
                  "audience",
                  TestIssuer.AUDIENCE,
                  "client-id",
                  "tool",
                  "cache.file",
                  file.toString()));
      settings.putAll(changes);
      try (SubjectResolver resolver =
          new DeviceSubjectResolverProvider(shown -> asked.incrementAndGet(), time, time)
              .create(SettingValues.of("jit.subject.device.", settings))) {
        return resolver.resolve(PresentedToken.none()).id();
      }
    }

    @Test
    void doesNotAskThemInTheNextProgram() throws Exception {
      signIn(Map.of());
      assertThat(signIn(Map.of())).isEqualTo("ann");

      assertThat(asked).hasValue(1);
      assertThat(refreshed).hasValue(0);
    }

    @Test
    void refreshesWhatIsOver() throws Exception {
      signIn(Map.of());
      time.of(Duration.ofMinutes(4).plusSeconds(35));
      signIn(Map.of());

      assertThat(asked).hasValue(1);
      assertThat(refreshed).hasValue(1);
    }

    @Test
    void asksAgainForOtherScopes() throws Exception {
      signIn(Map.of());
      signIn(Map.of("scope", "openid,more"));

      assertThat(asked).hasValue(2);
    }

    @Test
    void asksAgainWhenTheFileIsDamaged() throws Exception {
      signIn(Map.of());
      Files.writeString(file, "{");
      signIn(Map.of());

      assertThat(asked).hasValue(2);
      assertThat(memory.read()).as("is somebody else's, but whole again").isEmpty();
      assertThat(Files.readString(file)).contains("refresh_token");
    }
  }
}
