package io.jitjdbc.credential.fixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.CredentialBrokerProvider;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.CredentialBrokerContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixedCredentialBrokerTest extends CredentialBrokerContract {
  private final CredentialBroker broker = with(Map.of("user", "app", "password", "s3cret"));

  @TempDir Path folder;

  private static CredentialBroker with(Map<String, String> settings) {
    return Providers.named(CredentialBrokerProvider.class, "jit.broker", "static")
        .create(SettingValues.of("jit.broker.static.", settings));
  }

  @Override
  protected CredentialBroker broker() {
    return broker;
  }

  @Override
  protected String target() {
    return "jdbc:h2:mem:any";
  }

  @Test
  void lendsTheLoginForItsTime() throws RefusedException {
    Lease lease =
        with(Map.of("user", "app", "password", "s3cret", "ttl", "90s")).lease(requestOf("ann"));

    assertThat(lease.credential().user()).isEqualTo("app");
    assertThat(lease.credential().revealPassword()).isEqualTo("s3cret");
    assertThat(Duration.between(lease.issuedAt(), lease.expiresAt())).hasSeconds(90);
  }

  @Test
  void readsTheFileForEveryLease() throws IOException, RefusedException {
    Path file = Files.writeString(folder.resolve("password"), "old\n");
    CredentialBroker broker = with(Map.of("user", "app", "password.file", file.toString()));
    assertThat(broker.lease(requestOf("ann")).credential().revealPassword()).isEqualTo("old");

    Files.writeString(file, "new\n");
    assertThat(broker.lease(requestOf("ann")).credential().revealPassword()).isEqualTo("new");

    Files.delete(file);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> broker.lease(requestOf("ann")))
        .withMessageContaining("password.file")
        .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.UNREACHABLE));
  }

  @Test
  void wantsOnePasswordAndSomeTime() {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> with(Map.of("user", "app")))
        .withMessageContaining("jit.broker.static.password is required");
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> with(Map.of("user", "app", "password", "x", "password.file", "y")))
        .withMessageContaining("both given");
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> with(Map.of("user", "app", "password", "x", "ttl", "0s")))
        .withMessageContaining("ttl");
  }
}
