package io.jitjdbc.sql.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.sql.Analysis;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.Origin;
import io.jitjdbc.sql.Relation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A column that the table computes from its others shows what those hold. */
class GeneratedColumnTest {
  private static final Table PEOPLE = new Table("shop", "people");

  private static Origin origin(String computed, String selected) {
    Catalog catalog =
        (schema, name) ->
            Optional.of(
                new Relation.BaseTable(
                    PEOPLE,
                    List.of("id", "ssn", "name", "made", "more"),
                    Set.of(),
                    Map.of("made", computed, "more", "upper(made)"),
                    false));
    Analysis analysis =
        new SqlAnalyzer(Dialect.POSTGRESQL).analyze("SELECT " + selected + " FROM people", catalog);
    return analysis.fold(
        (Analysed found) -> found.outputs().get(0).origin(),
        unproven -> new Origin.Unknown(unproven.reason()));
  }

  private static Set<String> sources(Origin origin) {
    return origin.fold(
        known -> Set.copyOf(known.columns().stream().map(Column::name).toList()),
        unknown -> Set.of("unknown: " + unknown.reason()));
  }

  @Test
  void comesFromItselfAndFromWhatItIsComputedOf() {
    Origin made = origin("lower(ssn)", "made");

    assertThat(sources(made)).containsExactlyInAnyOrder("made", "ssn");
    assertThat(made.<Boolean>fold(Origin.Known::identity, unknown -> true)).isFalse();
  }

  @Test
  void comesFromEveryColumnIfItUsesAnotherComputedOne() {
    assertThat(sources(origin("lower(ssn)", "more")))
        .containsExactlyInAnyOrder("more", "id", "ssn", "name");
  }

  @Test
  void leavesTheOthersAsTheyAre() {
    Origin name = origin("lower(ssn)", "name");

    assertThat(sources(name)).containsExactly("name");
    assertThat(name.<Boolean>fold(Origin.Known::identity, unknown -> false)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | its expression is not shown",
        "lower(nothing) | no column",
        "'lower(ssn), 1' | its expression is not understood",
        "ssn FROM people | its expression is not understood",
        "ssn WHERE true | its expression is not understood",
        "lower(ssn | not closed",
        "my_function(ssn) | not proven harmless",
      })
  void isUnknownWhereItsExpressionIs(String expression, String reason) {
    assertThat(sources(origin(expression, "made")))
        .singleElement()
        .asString()
        .startsWith("unknown: ")
        .contains(reason);
  }
}
