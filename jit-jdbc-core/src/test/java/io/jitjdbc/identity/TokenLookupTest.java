package io.jitjdbc.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.SettingValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenLookupTest {
  /** Header {@code {"alg":"ES256"}}. */
  private static final String JWT = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl";

  @TempDir Path folder;

  private static TokenLookup given(Map<String, String> settings) {
    return TokenLookup.from(SettingValues.of("jit.", settings));
  }

  @Test
  void takesTheTokenProperty() throws RefusedException {
    assertThat(given(Map.of("token", " " + JWT + "\n")).find("db-password").reveal())
        .isEqualTo(JWT);
  }

  @Test
  void readsTheFileAtEveryLookUp() throws IOException, RefusedException {
    Path file = Files.writeString(folder.resolve("token"), "first\n");
    TokenLookup lookup = given(Map.of("token.file", file.toString()));
    assertThat(lookup.find("").reveal()).isEqualTo("first");

    Files.writeString(file, "second");
    assertThat(lookup.find("").reveal()).isEqualTo("second");
  }

  @Test
  void refusesWhenTheFileIsNotThereAndSaysWhichSettingNamesIt() {
    TokenLookup lookup = given(Map.of("token.file", folder.resolve("none").toString()));

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> lookup.find(JWT))
        .withMessageContaining("jit.token.file")
        .withMessageContaining("does not exist")
        .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.CREDENTIAL_REFUSED));
  }

  @Test
  void takesAPasswordThatIsAToken() throws RefusedException {
    assertThat(given(Map.of()).find(JWT).reveal()).isEqualTo(JWT);
  }

  @Test
  void prefersTheSettingToThePassword() throws RefusedException {
    assertThat(given(Map.of("token", "from.the.setting")).find(JWT).reveal())
        .isEqualTo("from.the.setting");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "a.b.c",
        "pass.word.1234",
        "eyJhbGciOiJFUzI1NiJ9.only-two",
        "eyJhbGciOiJFUzI1NiJ9.a.b.c.d",
        "eyJub3QiOiJhIGhlYWRlciJ9.e30.c2ln",
        "eyJhbGciOiJFUzI1NiJ9.e30.c2 ln",
        "bnVsbA.e30.c2ln"
      })
  void leavesOtherPasswordsAlone(String password) throws RefusedException {
    assertThat(TokenLookup.isToken(password)).isFalse();
    assertThat(given(Map.of()).find(password).isPresent()).isFalse();
  }

  @Test
  void refusesATokenGivenTwice() {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> given(Map.of("token", JWT, "token.file", "token.jwt")))
        .withMessageContaining("both given")
        .withMessageNotContaining(JWT);
  }
}
