package io.jitjdbc.enforcement;

import io.jitjdbc.access.Digests;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.policy.Measure.People;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Origin;
import io.jitjdbc.sql.Origin.Known;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the rows of a result say whom they are about. Immutable.
 *
 * @param columns by JDBC index: each holds the unchanged value of an identity column
 * @param told whether a row is about these people and about nobody else
 */
record Persons(List<Integer> columns, boolean told) {
  /** Of a result of which nothing is proven: each row is about somebody else. */
  static final Persons UNTOLD = new Persons(List.of(), false);

  Persons {
    columns = List.copyOf(columns);
  }

  /**
   * What is proven of a statement's own result. What is computed may be computed from other rows,
   * and two columns of a table that is read in two places may come from two of its rows: then the
   * identity beside them says nothing of whom they are about.
   *
   * @param plan what the result's columns are shown by: an output that the database calls something
   *     else than the statement's text says is hidden there, and is not believed here
   */
  static Persons in(Analysed analysed, People people, ColumnPlan plan) {
    if (analysed.outputs().size() != plan.width()) {
      return UNTOLD;
    }
    var columns = new ArrayList<Integer>();
    var named = new HashSet<Table>();
    for (int index = 1; index <= plan.width(); index++) {
      Optional<Column> same = unchanged(analysed, index);
      if (same.filter(people.identities()::contains).isPresent() && !plan.isWithheld(index)) {
        columns.add(index);
        named.add(same.get().table());
      }
    }
    boolean told = !analysed.repeats() && !columns.isEmpty();
    for (int index = 1; index <= plan.width() && told; index++) {
      told = isAbout(named, analysed, people, index);
    }
    return new Persons(columns, told);
  }

  private static Optional<Column> unchanged(Analysed analysed, int index) {
    Optional<Known> known = known(analysed, index);
    return known.filter(Known::identity).map(origin -> origin.columns().iterator().next());
  }

  private static Optional<Known> known(Analysed analysed, int index) {
    Origin origin = analysed.outputs().get(index - 1).origin();
    return origin.fold(Optional::of, unknown -> Optional.empty());
  }

  private static boolean isAbout(Set<Table> named, Analysed analysed, People people, int index) {
    Optional<Known> known = known(analysed, index);
    return known.isPresent()
        && known.get().columns().stream()
            .filter(people.counted()::contains)
            .allMatch(column -> known.get().identity() && named.contains(column.table()));
  }

  /**
   * Whom a row is about, each by a digest.
   *
   * @param salt tells digests of one key of the ledger from those of another
   * @param result tells rows of this result from those of any other
   */
  Set<String> of(CountedRow row, String salt, String result) throws RefusedException {
    var people = new LinkedHashSet<String>();
    for (int index : columns) {
      Optional<String> value = row.identity(index);
      people.add(
          value.isPresent()
              ? Digests.of(List.of(salt, value.get()))
              : somebody(row, salt, result, index));
    }
    if (!told) {
      people.add(somebody(row, salt, result, 0));
    }
    return people;
  }

  /** Whoever cannot be told may be anybody, but going back to a row makes nobody new. */
  private static String somebody(CountedRow row, String salt, String result, int index)
      throws RefusedException {
    return Digests.of(
        List.of(salt, result, Long.toString(row.position()), Integer.toString(index)));
  }
}
