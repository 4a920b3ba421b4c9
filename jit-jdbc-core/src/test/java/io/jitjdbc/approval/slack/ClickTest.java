package io.jitjdbc.approval.slack;

import static io.jitjdbc.approval.slack.RequestMessage.APPROVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What arrives at the socket, whole and broken. */
class ClickTest {
  private static final List<Object> HOSTILE =
      List.of(
          1,
          true,
          "",
          " ",
          "<!channel>",
          "a/b",
          "U1\n",
          "x".repeat(129),
          List.of(),
          Map.of("id", 1));

  private static Map<String, Object> payload() {
    var message =
        new FakeSlack.Message(
            "1795437962.01", List.of(Map.of("type", "actions", "block_id", "jit:abcd1234")));
    return FakeSocket.payload("U1DORA", message, APPROVE, "n");
  }

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @Test
  void aWholeOneSaysWhoAndWhat() {
    assertThat(Click.in("e", payload()))
        .contains(
            new Click(
                "e",
                "A1",
                "T1",
                "U1DORA",
                FakeSlack.CHANNEL,
                "1795437962.01",
                "abcd1234",
                "n",
                true));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aBrokenOneIsNone(int seed) {
    var random = new Random(seed);
    Object broken = broken(payload(), random);

    Optional<Click> click = Click.in("e", (Map<?, ?>) broken);

    // What was broken may be something that nobody looks at.
    click.ifPresent(
        found ->
            assertThat(
                    List.of(
                        found.app(),
                        found.team(),
                        found.user(),
                        found.channel(),
                        found.reference(),
                        found.requestId(),
                        found.nonce()))
                .allMatch(text -> text.matches("[A-Za-z0-9._=-]{1,128}")));
  }

  /** With something else in one place, however deep, or nothing. */
  private static Object broken(Object from, Random random) {
    if (from instanceof Map<?, ?> map && !map.isEmpty() && random.nextInt(6) > 0) {
      var copy = new HashMap<Object, Object>(map);
      var keys = new ArrayList<Object>(map.keySet());
      Object key = keys.get(random.nextInt(keys.size()));
      copy.put(key, random.nextInt(8) == 0 ? null : broken(map.get(key), random));
      return copy;
    }
    if (from instanceof List<?> list && !list.isEmpty() && random.nextInt(4) > 0) {
      return random.nextInt(4) == 0
          ? List.of(list.get(0), list.get(0))
          : List.of(broken(list.get(0), random));
    }
    return from instanceof Map<?, ?> whole && whole.containsKey("api_app_id")
        ? new HashMap<>()
        : HOSTILE.get(random.nextInt(HOSTILE.size()));
  }
}
