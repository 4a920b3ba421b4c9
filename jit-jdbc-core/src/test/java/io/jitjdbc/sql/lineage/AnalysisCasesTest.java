package io.jitjdbc.sql.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.sql.Analysis;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Analysis.Unanalysable;
import io.jitjdbc.sql.Origin;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every case of the files in {@code cases}. */
class AnalysisCasesTest {

  static List<AnalysisCase> cases() throws Exception {
    return AnalysisCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isAnalysedAsItsCaseSays(AnalysisCase expected) {
    Analysis analysis =
        new SqlAnalyzer(expected.dialect())
            .analyze(expected.sql(), new FixtureCatalog(expected.dialect()));
    analysis.fold(found -> check(expected, found), found -> check(expected, found));
  }

  private static boolean check(AnalysisCase expected, Analysed found) {
    if (expected.expects("unanalysable")) {
      return fail("analysed as " + found.kind() + " with " + outputs(found));
    }
    assertThat(found.kind().name().toLowerCase(Locale.ROOT))
        .isEqualTo(expected.expects("kind") ? expected.expected("kind").get(0) : "query");
    if (expected.expects("outputs")) {
      assertThat(outputs(found)).isEqualTo(expected.expected("outputs"));
    }
    if (expected.expects("refers")) {
      assertThat(found.references().stream().map(r -> lower(r.usage()) + ' ' + name(r.column())))
          .containsExactlyInAnyOrderElementsOf(expected.expected("refers"));
    }
    if (expected.expects("copies")) {
      assertThat(found.copies().stream().map(c -> name(c.from()) + " > " + name(c.to())))
          .containsExactlyInAnyOrderElementsOf(expected.expected("copies"));
    }
    if (expected.expects("accesses")) {
      assertThat(
              found.accesses().stream()
                  .map(a -> lower(a.action()) + ' ' + path(a.resource().path())))
          .containsExactlyInAnyOrderElementsOf(expected.expected("accesses"));
    }
    return true;
  }

  private static boolean check(AnalysisCase expected, Unanalysable found) {
    assertThat(expected.expects("unanalysable")).as(found.reason()).isTrue();
    assertThat(found.reason().toLowerCase(Locale.ROOT))
        .contains(expected.expected("unanalysable").get(0));
    return true;
  }

  private static List<String> outputs(Analysed found) {
    return found.outputs().stream().map(o -> output(o.origin())).toList();
  }

  private static String output(Origin origin) {
    return origin.fold(
        known ->
            (known.identity() ? "" : "of ")
                + names(known)
                + (known.groupSize() > 0 ? " by " + known.groupSize() : ""),
        unknown -> "unknown");
  }

  private static String names(Origin.Known known) {
    return known.columns().isEmpty()
        ? "nothing"
        : String.join(
            ", ", known.columns().stream().map(AnalysisCasesTest::name).sorted().toList());
  }

  private static String name(Column column) {
    return path(column.path());
  }

  private static String path(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return lower.startsWith("shop.") ? lower.substring("shop.".length()) : lower;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
