package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.testing.Caller;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CallingCodeTest {

  @Test
  void isTheNearestMethodThatBelongsToNoDriver() {
    assertThat(Caller.call(CallingCode::name)).isEqualTo("io.jitjdbc.testing.Caller.call");
  }

  @Test
  void isBehindTheJdkAsWell() {
    String name =
        Caller.call(() -> Stream.of(1).map(one -> CallingCode.name()).findFirst().orElseThrow());

    assertThat(name).isEqualTo("io.jitjdbc.testing.Caller.call");
  }
}
