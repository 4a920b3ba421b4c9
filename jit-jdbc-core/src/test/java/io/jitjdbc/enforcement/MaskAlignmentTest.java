package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.masking.ColumnMask;
import io.jitjdbc.masking.MaskFunctions;
import io.jitjdbc.masking.MaskSpec;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.MaskedUses;
import io.jitjdbc.policy.MaskedUses.Copying;
import io.jitjdbc.policy.MaskedUses.Filtering;
import io.jitjdbc.policy.Obligation.MaskColumn;
import io.jitjdbc.sql.Origin;
import io.jitjdbc.sql.OutputColumn;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A plan that is off by one column shows what it should hide, whatever else is right. */
class MaskAlignmentTest {
  private static final Table PAYROLL = new Table("shop", "payroll");
  private static final Column SALARY = new Column(PAYROLL, "salary");
  private static final Column ID = new Column(PAYROLL, "id");

  private static final Origin SENSITIVE = new Origin.Known(Set.of(SALARY), true);
  private static final Origin CLEAR = new Origin.Known(Set.of(ID), true);
  private static final Origin CONSTANT = new Origin.Known(Set.of(), false);
  private static final Origin SUM = new Origin.Known(Set.of(SALARY), false, 5);
  private static final Origin DERIVED = new Origin.Known(Set.of(SALARY), false);
  private static final Origin UNPROVEN = new Origin.Unknown("a function");

  private static List<Boolean> masked(boolean revealsEverything, Origin... origins) {
    var uses = new MaskedUses(Filtering.DENY, null, Copying.DENY, 5);
    var mask = new MaskColumn(SALARY, "finance", MaskSpec.REDACT, uses);
    var permit = new Permit("rule", "v1", List.of(mask), revealsEverything);
    List<OutputColumn> outputs =
        Arrays.stream(origins).map(origin -> new OutputColumn("x", origin)).toList();
    ColumnMask[] masks = new Planner(permit, MaskFunctions.find()).plan(outputs).masks();
    return IntStream.rangeClosed(1, origins.length).mapToObj(i -> masks[i] != null).toList();
  }

  @Test
  void isKeptBehindEveryKindOfColumn() {
    assertThat(masked(false, CLEAR, SENSITIVE)).containsExactly(false, true);
    assertThat(masked(false, CONSTANT, SENSITIVE)).containsExactly(false, true);
    assertThat(masked(false, SUM, SENSITIVE)).containsExactly(false, true);
    assertThat(masked(false, DERIVED, SENSITIVE, CLEAR)).containsExactly(true, true, false);
    assertThat(masked(false, UNPROVEN, SENSITIVE, CLEAR)).containsExactly(true, true, false);
  }

  @Test
  void isKeptBehindWhatIsNotProvenAndShownAllTheSame() {
    assertThat(masked(true, UNPROVEN, SENSITIVE)).containsExactly(false, true);
  }
}
