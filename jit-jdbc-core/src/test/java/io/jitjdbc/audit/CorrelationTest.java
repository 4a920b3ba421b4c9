package io.jitjdbc.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  @Test
  void readsATraceparent() {
    assertThat(Correlation.ofTraceparent("00-" + TRACE + "-00f067aa0ba902b7-01"))
        .contains(new Correlation(TRACE, "00f067aa0ba902b7", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        TRACE,
        "00-" + TRACE + "-00f067aa0ba902b7",
        "00-" + TRACE + "-00f067aa0ba902b7-01-more",
        "ff-" + TRACE + "-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-" + TRACE + "-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-" + TRACE + "-00f067aa0ba902b7-01\n"
      })
  void takesNothingElseForATraceparent(String header) {
    assertThat(Correlation.ofTraceparent(header)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {TRACE, "4BF92F3577B34DA6A3CE929D0E0E4736", "a3ce929d0e0e4736"})
  void readsTheIdsThatTracingWritesIntoLogs(String id) {
    assertThat(Correlation.ofTraceId(id)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "none", "0000000000000000", "901-65-4321", TRACE + "0", TRACE + "\n"})
  void takesNothingElseForATraceId(String id) {
    assertThat(Correlation.ofTraceId(id)).isEmpty();
  }
}
