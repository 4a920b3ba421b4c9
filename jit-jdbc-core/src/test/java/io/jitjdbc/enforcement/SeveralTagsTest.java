package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.masking.MaskFunctions;
import io.jitjdbc.masking.MaskSpec;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.MaskedUses;
import io.jitjdbc.policy.MaskedUses.Filtering;
import io.jitjdbc.policy.Obligation;
import io.jitjdbc.policy.Obligation.LimitResult;
import io.jitjdbc.policy.Obligation.MaskColumn;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Origin;
import io.jitjdbc.sql.OutputColumn;
import io.jitjdbc.sql.Reference;
import io.jitjdbc.sql.Reference.Usage;
import io.jitjdbc.sql.StatementKind;
import io.jitjdbc.sql.StatementText;
import io.jitjdbc.testing.AccessRequests;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A column that is sensitive for several reasons is as hidden as the strictest of them. */
class SeveralTagsTest {
  private static final Column EMAIL = new Column(new Table("shop", "people"), "email");
  private static final MaskFunctions FUNCTIONS = MaskFunctions.find();

  private static Permit permit(Obligation... obligations) {
    return new Permit("rule", "v1", List.of(obligations), false);
  }

  private static MaskColumn masked(String tag, String function, MaskedUses uses) {
    return new MaskColumn(EMAIL, tag, spec(function), uses);
  }

  private static MaskSpec spec(String function) {
    return new MaskSpec(
        function,
        switch (function) {
          case "constant" -> Map.of("value", "secret");
          case "partial" -> Map.of("keep-first", "1");
          case "round" -> Map.of("to", "10");
          case "truncate-date" -> Map.of("to", "year");
          case "regex" -> Map.of("pattern", "a", "replacement", "b");
          default -> Map.of();
        });
  }

  @ParameterizedTest
  @CsvSource({
    "null, redact", "null, constant", "null, hash", "null, partial",
    "redact, hash", "constant, hash", "redact, partial", "constant, regex",
    "hash, partial", "hash, round", "hash, truncate-date", "hash, regex",
  })
  void isShownByTheStricterMaskWhicheverComesFirst(String strict, String lax) {
    MaskColumn one = masked("strict", strict, MaskedUses.NONE);
    MaskColumn other = masked("lax", lax, MaskedUses.NONE);

    for (Permit permit : List.of(permit(one, other), permit(other, one))) {
      assertThat(HiddenColumn.in(permit, FUNCTIONS).get(EMAIL).shown().tag()).isEqualTo("strict");
    }
  }

  @Test
  void isShownByTheFirstOfEquallyStrictMasks() {
    var permit =
        permit(
            masked("first", "partial", MaskedUses.NONE),
            masked("second", "round", MaskedUses.NONE));

    assertThat(new Planner(permit, FUNCTIONS).plan(List.of(output(true))).notes())
        .containsExactly("x: partial (first)");
  }

  private static OutputColumn output(boolean identity) {
    return new OutputColumn("x", new Origin.Known(Set.of(EMAIL), identity));
  }

  @Test
  void isNamedForEveryReasonWhereItIsDerivedFrom() {
    var permit =
        permit(masked("one", "partial", MaskedUses.NONE), masked("two", "null", MaskedUses.NONE));

    assertThat(new Planner(permit, FUNCTIONS).plan(List.of(output(false))).notes())
        .containsExactly("x: redact (derived from two, one)");
  }

  @Test
  void isUsedInConditionsOnlyAsEachReasonAllows() {
    Usage usage = Usage.PREDICATE;
    MaskColumn open = masked("open", "null", MaskedUses.of(Filtering.ALLOW));
    MaskColumn closed = masked("closed", "partial", MaskedUses.of(Filtering.EQUALS_PARAMETER));

    assertThat(refusals(usage, open)).isEmpty();
    assertThat(refusals(usage, open, closed))
        .singleElement()
        .asString()
        .startsWith("shop.people.email (closed) is masked for you and may not decide");
    assertThat(refusals(Usage.EQUALS_PARAMETER, open, closed)).isEmpty();
  }

  private static List<String> refusals(Usage usage, Obligation... obligations) {
    var statement =
        new Analysed(
            new StatementText("(redacted)", "digest"),
            StatementKind.QUERY,
            Set.of(),
            List.of(),
            Set.of(new Reference(EMAIL, usage)),
            Set.of());
    return new Objections(permit(obligations), FUNCTIONS)
        .refusal(statement).stream().map(deny -> deny.reason()).toList();
  }

  @Test
  void doesNotChangeTheSmallestRowLimit() {
    var requirement = AccessRequests.requirement(1, 1);
    Stream<Long> limits =
        Stream.of(
                permit(
                    LimitResult.rows(9, "a", requirement), LimitResult.rows(3, "b", requirement)),
                permit(
                    LimitResult.rows(3, "b", requirement), LimitResult.rows(9, "a", requirement)))
            .map(permit -> new Planner(permit, FUNCTIONS).limit().rows());

    assertThat(limits).containsExactly(3L, 3L);
  }
}
