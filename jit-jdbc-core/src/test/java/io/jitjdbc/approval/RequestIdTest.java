package io.jitjdbc.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RequestIdTest {

  @Test
  void canBeReadOutAndTyped() {
    assertThat(Stream.generate(RequestId::random).limit(1000))
        .allMatch(id -> id.matches("[0-9a-hjkmnp-tv-z]{8}"))
        .allMatch(id -> RequestId.read(id).equals(id))
        .doesNotHaveDuplicates();
  }

  @Test
  void understandsWhatPeopleType() {
    assertThat(RequestId.read(" OL1i-7Xy0 ")).isEqualTo("01117xy0");
  }
}
