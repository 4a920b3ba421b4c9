package io.jitjdbc.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.Resource.Routine;
import io.jitjdbc.masking.MaskSpec;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.Decision.Deny;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.RoutineResults;
import io.jitjdbc.policy.RoutineResults.Parameter;
import io.jitjdbc.policy.Showing;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a policy declares of routines. */
class RoutinesTest {
  private static final String POLICY =
      """
      version: 1
      classification: {pii: ["a.b.c"], secret: ["a.b.d"]}
      rules:
        - {id: call, who: anyone, actions: [execute], resources: ["shop.*"], effect: permit}
        - {id: see, who: {users: [bob]}, actions: [execute], resources: ["shop.report"],
           effect: permit, reveal: [pii]}
      routines:
        shop.report: %s
      """;
  private static final String DECLARED =
      "{results: [{name: clear, mail: pii}, {key: secret}], parameters: {who: in, total: clear,"
          + " mail: pii}}";
  private static final Showing PII = new Showing.Masked("pii", MaskSpec.REDACT);

  private static List<RoutineResults> routines(Asking asking, String declaration) {
    Decision decision = Policies.read(POLICY.formatted(declaration)).decide(asking.request());
    return ((Permit) decision).routines();
  }

  @Test
  void areShownAsTheyAreDeclared() {
    assertThat(routines(Asking.by("ann").calls("shop", "report"), DECLARED))
        .containsExactly(
            new RoutineResults(
                new Routine("shop", "report"),
                List.of(
                    Map.of("name", Showing.CLEAR, "mail", PII),
                    Map.of("key", new Showing.Masked("secret", MaskSpec.REDACT))),
                List.of(
                    new Parameter("who", false, Showing.HIDDEN),
                    new Parameter("total", true, Showing.CLEAR),
                    new Parameter("mail", true, PII)),
                Showing.HIDDEN));
  }

  @Test
  void showInClearWhatIsRevealedToWhoCalls() {
    RoutineResults results = routines(Asking.by("bob").calls("shop", "report"), DECLARED).get(0);

    assertThat(results.sets().get(0)).containsEntry("mail", Showing.CLEAR);
    assertThat(results.sets().get(1).get("key")).isNotEqualTo(Showing.CLEAR);
    assertThat(results.parameters().get(2).showing()).isEqualTo(Showing.CLEAR);
  }

  @Test
  void mayReturnAValue() {
    assertThat(routines(Asking.by("ann").calls("shop", "report"), "{returns: pii}"))
        .singleElement()
        .satisfies(results -> assertThat(results.returned()).isEqualTo(PII));
  }

  @Test
  void areKnownOnlyIfTheyAreDeclared() {
    assertThat(routines(Asking.by("ann").calls("shop", "other"), DECLARED)).isEmpty();
  }

  @Test
  void areNotPermittedByBeingDeclared() {
    Policy policy = Policies.read(POLICY.formatted(DECLARED).replace("[\"shop.*\"]", "[\"a.b\"]"));

    assertThat(policy.decide(Asking.by("ann").calls("shop", "report").request()))
        .isInstanceOf(Deny.class);
    assertThat(policy.decide(Asking.by("bob").calls("", "report").request()))
        .as("a routine of which the schema is not known")
        .isInstanceOf(Deny.class);
  }

  @Test
  void areFoundByTheFirstPatternThatFits() {
    String patterns = DECLARED + "\n  \"*.rep*\": {returns: clear}";

    assertThat(routines(Asking.by("ann").calls("shop", "REPORT"), patterns).get(0).sets())
        .hasSize(2);
    assertThat(routines(Asking.by("ann").calls("shop", "repair"), patterns).get(0).returned())
        .isEqualTo(Showing.CLEAR);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | routines.shop.report: expected results, parameters or returns",
        "{result: []} | routines.shop.report.result: unknown name; did you mean \"results\"?",
        "{results: {name: clear}} | routines.shop.report.results: expected a list",
        "{results: [{name: pi}]} | routines.shop.report.results[0].name: unknown tag \"pi\"; did"
            + " you mean \"pii\"?",
        "{results: [{name: in}]} | routines.shop.report.results[0].name: unknown tag \"in\"",
        "{results: [{name: clear, NAME: pii}]} | routines.shop.report.results[0].NAME: given"
            + " twice; case does not matter here",
        "{returns: clear, parameters: {a: in}} | routines.shop.report: a routine has either",
      })
  void areRefusedWithTheirPlaceWhereTheyMakeNoSense(String declaration, String problem) {
    assertThatThrownBy(() -> Policies.read(POLICY.formatted(declaration)))
        .hasMessageContaining("line ")
        .hasMessageContaining(problem);
  }

  @Test
  void needASchemaAndTagsThatAreNoneOfTheirWords() {
    assertThatThrownBy(
            () -> Policies.read(POLICY.formatted(DECLARED).replace("shop.report:", "report:")))
        .hasMessageContaining("\"report\" is not a routine: write schema.routine, or *.routine");
    assertThatThrownBy(
            () -> Policies.read(POLICY.formatted(DECLARED).replace("secret: [", "clear: [")))
        .hasMessageContaining("classification.clear: a tag must not be called so");
  }
}
