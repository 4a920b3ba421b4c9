package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Resource.Routine;
import io.jitjdbc.masking.ColumnMask;
import io.jitjdbc.masking.Hidden;
import io.jitjdbc.masking.MaskSpec;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.RoutineResults;
import io.jitjdbc.policy.RoutineResults.Parameter;
import io.jitjdbc.policy.Showing;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a call shows of a routine that the policy declares, and of one that does not fit. */
class DeclaredRoutineTest {
  private static final Showing MASKED =
      new Showing.Masked("pii", new MaskSpec("partial", Map.of("keep-first", "1")));
  private static final RoutineResults REPORT =
      new RoutineResults(
          new Routine("shop", "report"),
          List.of(Map.of("name", Showing.CLEAR, "mail", MASKED), Map.of("total", Showing.CLEAR)),
          List.of(
              new Parameter("who", false, Showing.HIDDEN),
              new Parameter("total", true, Showing.CLEAR),
              new Parameter("mail", true, MASKED)),
          Showing.HIDDEN);
  private static final RoutineResults NAME =
      new RoutineResults(new Routine("shop", "name"), List.of(), List.of(), Showing.CLEAR);

  private Shop shop = shop(false);

  private static Shop shop(boolean revealsEverything) {
    return Shop.under(
        new FixedPolicy(
            request ->
                new Permit(
                    "fixed",
                    FixedPolicy.VERSION,
                    List.of(),
                    revealsEverything,
                    List.of(REPORT, NAME))));
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private Permission call(String sql) throws RefusedException {
    return shop.permit("ann", sql);
  }

  private List<String> shown(int place, String... labels) throws RefusedException {
    ColumnPlan plan = call("CALL shop.report(?, ?, ?)").plan(place, List.of(labels));
    ColumnMask[] masks = plan.masks();
    return IntStream.rangeClosed(1, labels.length)
        .mapToObj(index -> masks[index] == null ? "value" : (String) masks[index].mask("value"))
        .toList();
  }

  @Test
  void showsEachResultSetAsItIsDeclared() throws RefusedException {
    assertThat(shown(0, "NAME", "Mail")).containsExactly("value", "v" + Hidden.TEXT);
    assertThat(shown(1, "total")).containsExactly("value");
  }

  @Test
  void hidesColumnsAndResultSetsThatAreNotDeclared() throws RefusedException {
    assertThat(shown(0, "total", "name", "")).containsExactly(Hidden.TEXT, "value", Hidden.TEXT);
    assertThat(shown(1, "name")).containsExactly(Hidden.TEXT);
    assertThat(shown(2, "name")).containsExactly(Hidden.TEXT);
    assertThat(shown(-1, "name")).containsExactly(Hidden.TEXT);
    assertThat(shown(Integer.MIN_VALUE, "name")).containsExactly(Hidden.TEXT);
  }

  @Test
  void hidesColumnsThatShareTheirLabel() throws RefusedException {
    assertThat(shown(0, "name", "NAME", "mail"))
        .containsExactly(Hidden.TEXT, Hidden.TEXT, "v" + Hidden.TEXT);
  }

  @Test
  void hidesTheResultsOfAnotherRoutine() throws RefusedException {
    ColumnPlan plan = call("CALL shop.other()").plan(0, List.of("name"));

    assertThat(plan.isWithheld(1)).isTrue();
  }

  private static BitSet registered(Integer... indexes) {
    var set = new BitSet();
    Arrays.stream(indexes).forEach(set::set);
    return set;
  }

  @Test
  void showsOutParametersAsTheyAreDeclared() throws RefusedException {
    Permission call = call("{call shop.report(?, ?, ?)}");

    assertThat(call.parameter(2, registered(2, 3))).isEmpty();
    assertThat(call.parameter(3, registered(2, 3)).orElseThrow().mask("value"))
        .isEqualTo("v" + Hidden.TEXT);
    assertThat(call.parameter("TOTAL")).isEqualTo(2);
    assertThat(call.parameter("mail")).isEqualTo(3);
    assertThat(call.parameter("nothing")).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{call shop.report(?, ?, ?)} | 1 | 2 3", // goes in only
        "{call shop.report(?, ?, ?)} | 4 | 2 3", // is none
        "{call shop.report(?, ?, ?)} | 0 | 2 3",
        "{call shop.report(?, ?, ?)} | 2 | 2", // the driver would count otherwise
        "{call shop.report(?, ?, ?)} | 2 | 1 2",
        "{call shop.report(?, ?, ?)} | 2 | 0 2 3", // in doubt
        "{call shop.report(1, ?, ?)} | 2 | 2 3", // the third by name
        "{call shop.report(1, ?, ?)} | 1 | 1 2",
        "{call shop.report(?, ?)} | 2 | 2 3",
        "{? = call shop.report(?, ?, ?)} | 1 | 1", // some drivers put the first OUT value there
        "{? = call shop.report(?, ?, ?)} | 3 | 2 3",
        "{call shop.name(?)} | 1 | 1",
        "{? = call shop.name(?)} | 2 | 1",
        "{? = call shop.name(?)} | 1 | 1 2",
        "{call shop.other(?)} | 1 | 1",
      })
  void hidesOutParametersOfACallThatDoesNotFit(String sql, int index, String outs)
      throws RefusedException {
    Permission call = call(sql);
    BitSet registered =
        registered(Arrays.stream(outs.split(" ")).map(Integer::valueOf).toArray(Integer[]::new));

    assertThatThrownBy(() -> call.parameter(index, registered))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("is not shown: the policy declares nothing of it that fits this call")
        .hasMessageContaining("under 'routines'");
  }

  @Test
  void showsWhatAFunctionReturns() throws RefusedException {
    assertThat(call("{? = call shop.name('x', ?)}").parameter(1, registered(1))).isEmpty();
  }

  @Test
  void showsEverythingToWhoMaySeeEverything() throws RefusedException {
    shop.close();
    shop = shop(true);
    Permission call = call("{call shop.other(1, ?)}");

    assertThat(call.plan(7, List.of("any", "thing")).masksAnything()).isFalse();
    assertThat(call.parameter(1, registered())).isEmpty();
  }

  @Test
  void hasNoParametersWhereNothingIsCalled() throws RefusedException {
    Permission query = call("SELECT id FROM orders");

    assertThat(query.parameter("total")).isZero();
    assertThatThrownBy(() -> query.parameter(1, registered(1)))
        .hasMessageContaining("only a call has OUT parameters");
  }
}
