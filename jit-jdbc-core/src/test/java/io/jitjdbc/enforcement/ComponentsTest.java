package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.testing.MutableClock;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComponentsTest {
  @Test
  void needASinkAtLeast() {
    var clock = new MutableClock();

    assertThatThrownBy(
            () ->
                new Components(
                    new FakeSubjects(),
                    new FakeBroker(clock),
                    FixedPolicy.permit(),
                    new WatchedApprovals(clock),
                    List.of(),
                    new FakeUsage(clock)))
        .hasMessageContaining("at least one audit sink");
  }
}
