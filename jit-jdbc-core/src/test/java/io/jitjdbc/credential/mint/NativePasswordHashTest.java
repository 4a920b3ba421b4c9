package io.jitjdbc.credential.mint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NativePasswordHashTest {

  /** What {@code SELECT PASSWORD('123456')} says on MariaDB 11.4. */
  @Test
  void isWhatTheServerComputes() {
    assertThat(NativePasswordHash.of("123456"))
        .isEqualTo("*6BB4837EB74329105EE4568DDA7DC67ED2CA2AD9");
  }
}
