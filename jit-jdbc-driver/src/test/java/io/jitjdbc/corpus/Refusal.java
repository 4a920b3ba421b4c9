package io.jitjdbc.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a caller meets where there is no way past. */
final class Refusal {
  private Refusal() {}

  /** Refused by us, without a word about any value. */
  static void of(ThrowingCallable attempt) {
    assertThatThrownBy(attempt)
        .isExactlyInstanceOf(SQLException.class)
        .satisfies(
            refusal -> {
              var seen = new Sightings();
              seen.add("exception", refusal);
              assertThat(seen.canary()).isEmpty();
              assertThat(((SQLException) refusal).getSQLState()).isEqualTo("42501");
            });
  }
}
