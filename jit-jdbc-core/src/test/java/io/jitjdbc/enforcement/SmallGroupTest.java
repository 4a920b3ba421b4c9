package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.masking.MaskFunctions;
import io.jitjdbc.masking.MaskSpec;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.MaskedUses;
import io.jitjdbc.policy.MaskedUses.Copying;
import io.jitjdbc.policy.MaskedUses.Filtering;
import io.jitjdbc.policy.Obligation.MaskColumn;
import io.jitjdbc.sql.Origin;
import io.jitjdbc.sql.OutputColumn;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums over masked columns are shown when enough rows are in them. */
class SmallGroupTest {
  private static final Table PAYROLL = new Table("shop", "payroll");
  private static final Column SALARY = new Column(PAYROLL, "salary");
  private static final Column BONUS = new Column(PAYROLL, "bonus");
  private static final Column DEPARTMENT = new Column(PAYROLL, "department");

  private static MaskColumn masked(Column column, String tag, int minGroup) {
    return new MaskColumn(
        column, tag, MaskSpec.REDACT, new MaskedUses(Filtering.DENY, null, Copying.DENY, minGroup));
  }

  private static List<String> notes(Origin origin, MaskColumn... masks) {
    var permit = new Permit("rule", "v1", List.of(masks), false);
    return new Planner(permit, MaskFunctions.find())
        .plan(List.of(new OutputColumn("x", origin)))
        .notes();
  }

  private static Origin sum(long groupSize, Column... columns) {
    return new Origin.Known(Set.of(columns), false, groupSize);
  }

  @ParameterizedTest
  @CsvSource({"5, true", "6, true", "4, false", "0, false"})
  void areShownFromTheSizeThatThePolicySays(long groupSize, boolean shown) {
    List<String> notes = notes(sum(groupSize, SALARY), masked(SALARY, "finance", 5));

    if (shown) {
      assertThat(notes).isEmpty();
    } else {
      assertThat(notes)
          .containsExactly(
              "x: redact (derived from finance; for a count, sum or average add"
                  + " HAVING count(*) >= 5)");
    }
  }

  @Test
  void areNotShownWhereThePolicySaysNoSize() {
    assertThat(notes(sum(1_000, SALARY), masked(SALARY, "finance", 0)))
        .containsExactly("x: redact (derived from finance)");
  }

  @Test
  void needTheLargestSizeOfAllThatIsInThem() {
    MaskColumn[] masks = {masked(SALARY, "finance", 5), masked(BONUS, "bonus", 10)};

    assertThat(notes(sum(9, SALARY, BONUS, DEPARTMENT), masks))
        .singleElement()
        .asString()
        .contains("HAVING count(*) >= 10");
    assertThat(notes(sum(10, SALARY, BONUS, DEPARTMENT), masks)).isEmpty();
  }

  @Test
  void areNotShownIfOneReasonAllowsNone() {
    MaskColumn[] two = {masked(SALARY, "finance", 5), masked(SALARY, "secret", 0)};
    MaskColumn[] mixed = {masked(SALARY, "finance", 5), masked(BONUS, "bonus", 0)};

    assertThat(notes(sum(1_000, SALARY), two)).hasSize(1);
    assertThat(notes(sum(1_000, SALARY, BONUS), mixed)).hasSize(1);
  }

  @Test
  void areNotWhatAValueThatIsHandedThroughIs() {
    assertThat(notes(new Origin.Known(Set.of(SALARY), true, 1_000), masked(SALARY, "finance", 5)))
        .containsExactly("x: redact (finance)");
  }
}
