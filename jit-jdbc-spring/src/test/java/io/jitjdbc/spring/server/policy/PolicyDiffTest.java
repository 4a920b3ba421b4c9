package io.jitjdbc.spring.server.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PolicyDiffTest {

  private static String numbered(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(i -> "line " + i)
        .collect(Collectors.joining("\n"));
  }

  private static String shown(String from, String to) {
    return PolicyDiff.of(from, to).stream()
        .map(line -> line.sign() + line.text())
        .collect(Collectors.joining("\n"));
  }

  @Test
  void ofTheSameTextIsEmpty() {
    assertThat(PolicyDiff.of("a\nb\n", "a\nb")).isEmpty();
    assertThat(PolicyDiff.of("", "")).isEmpty();
  }

  @Test
  void showsThreeLinesAroundAChange() {
    String from = numbered(1, 20);

    assertThat(shown(from, from.replace("line 10", "line ten")))
        .isEqualTo(
            "⋯\n line 7\n line 8\n line 9\n-line 10\n+line ten\n line 11\n line 12\n line 13\n⋯");
  }

  @Test
  void leavesOutWhatIsBetweenChanges() {
    String from = numbered(1, 30);
    String to = from.replace("line 2\n", "").replace("line 29\n", "line 29\nmore\n");

    assertThat(shown(from, to))
        .isEqualTo(
            " line 1\n-line 2\n line 3\n line 4\n line 5\n⋯\n line 27\n line 28\n line 29\n+more\n"
                + " line 30");
  }

  @Test
  void whatItAddsAndRemovesMakesTheOneTextOfTheOther() {
    var random = new Random(7);
    for (int round = 0; round < 300; round++) {
      String from = lines(random);
      String to = lines(random);
      var kept = PolicyDiff.of(from, to);
      long removed = kept.stream().filter(line -> line.kind() == PolicyDiff.Kind.REMOVED).count();
      long added = kept.stream().filter(line -> line.kind() == PolicyDiff.Kind.ADDED).count();

      assertThat(from.lines().count() - removed + added).isEqualTo(to.lines().count());
      assertThat(kept.isEmpty()).isEqualTo(from.lines().toList().equals(to.lines().toList()));
    }
  }

  private static String lines(Random random) {
    return IntStream.range(0, random.nextInt(25))
        .mapToObj(i -> "rule " + random.nextInt(5))
        .collect(Collectors.joining("\n"));
  }
}
