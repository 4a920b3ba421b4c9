package io.jitjdbc.sql.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.sql.Analysis;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.Origin;
import io.jitjdbc.sql.Origin.Known;
import io.jitjdbc.sql.Reference;
import io.jitjdbc.sql.Reference.Usage;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our reading of a query, held against the database's own: here, with one that went wrong. */
class SecondReadingTest {
  private static final Table PEOPLE = new Table("shop", "people");

  private final Catalog catalog = new FixtureCatalog(Dialect.POSTGRESQL);

  private Analysed read(String sql) {
    return new SqlAnalyzer(Dialect.POSTGRESQL)
        .analyze(sql, catalog)
        .fold(
            known -> known,
            unknown -> {
              throw new AssertionError(unknown.reason());
            });
  }

  private Analysis agree(String understood, String theirs) {
    return new SecondReading(Dialect.POSTGRESQL, catalog)
        .agree(read(understood), understood, theirs);
  }

  private Analysed agreed(String understood, String theirs) {
    return agree(understood, theirs)
        .fold(
            known -> known,
            unknown -> {
              throw new AssertionError(unknown.reason());
            });
  }

  private String refusal(String understood, String theirs) {
    return agree(understood, theirs).fold(known -> "agreed", unknown -> unknown.reason());
  }

  private static Column column(String name) {
    return new Column(PEOPLE, name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "SELECT * FROM orders; SELECT orders.id AS c1, orders.person_id AS c2, orders.total AS c3"
            + " FROM shop.orders",
        "SELECT name FROM people WHERE 1 = 1 OR ssn = 'x'; SELECT people.name AS c1 FROM shop.people",
        "SELECT contact FROM contacts; SELECT contacts.contact AS c1 FROM shop.contacts",
        "SELECT upper(ssn) FROM people; SELECT upper((people.ssn)::text) AS c1 FROM shop.people",
        "SELECT id FROM people WHERE email = ?; SELECT people.id AS c1 FROM shop.people"
            + " WHERE ((people.email)::text = NULL::text)",
        "SELECT person_id FROM orders GROUP BY person_id; SELECT orders.person_id AS c1"
            + " FROM shop.orders GROUP BY orders.person_id"
      })
  void leavesAloneWhatBothReadAlike(String understood, String theirs) {
    assertThat(agree(understood, theirs)).isEqualTo(read(understood));
  }

  @Test
  void keepsASmallGroupSmallAndALargeOneLarge() {
    String counted =
        "SELECT person_id, count(*) FROM orders GROUP BY person_id HAVING count(*) >= 5";

    assertThat(
            agree(
                counted,
                "SELECT orders.person_id AS c1, count(*) AS c2 FROM shop.orders"
                    + " GROUP BY orders.person_id HAVING (count(*) >= 5)"))
        .isEqualTo(read(counted));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT people.ssn AS c1 FROM shop.people",
        "SELECT people.name AS c1 FROM shop.people WHERE people.ssn = 'x'",
        "SELECT people.name AS c1 FROM shop.people ORDER BY people.ssn"
      })
  void refusesWhereTheDatabaseSeesAColumnThatWeDoNot(String theirs) {
    assertThat(refusal("SELECT name FROM people", theirs))
        .isEqualTo(
            "the database reads it otherwise than we do: to it, the statement uses"
                + " shop.people.ssn");
  }

  @Test
  void refusesWhereTheDatabaseSeesAnotherTable() {
    assertThat(refusal("SELECT count(*) FROM orders", "SELECT count(*) AS c1 FROM shop.people"))
        .endsWith("the statement uses shop.people");
  }

  @Test
  void refusesWhereTheDatabaseCallsSomebodysFunction() {
    assertThat(
            refusal(
                "SELECT upper(name) FROM people",
                "SELECT public.upper(people.name) AS c1 FROM shop.people"))
        .endsWith("the statement uses public.upper");
  }

  @Test
  void knowsARoutineAgainThatTheDatabaseNamesWithItsSchema() {
    String call = "SELECT id, score(1) FROM people";

    assertThat(agree(call, "SELECT people.id AS c1, public.score(1) AS c2 FROM shop.people"))
        .isEqualTo(read(call));
  }

  @Test
  void refusesAResultOfAnotherWidth() {
    assertThat(
            refusal(
                "SELECT name FROM people",
                "SELECT people.name AS c1, people.name AS c2 FROM shop.people"))
        .endsWith("the result has another number of columns");
  }

  @Test
  void refusesWhatIsMoreThanAQueryToTheDatabase() {
    assertThat(refusal("SELECT name FROM people", "DELETE FROM shop.people RETURNING name"))
        .endsWith("it is more than a query");
  }

  @Test
  void addsWhatIsBehindAnOutputForTheDatabase() {
    Analysed agreed =
        agreed(
            "SELECT name, ssn FROM people",
            "SELECT people.ssn AS c1, people.ssn AS c2 FROM shop.people");

    assertThat(agreed.outputs().get(0).origin())
        .isEqualTo(new Known(Set.of(column("name"), column("ssn")), false));
    assertThat(agreed.outputs().get(0).label()).isEqualTo("name");
    assertThat(agreed.outputs().get(1).origin()).isEqualTo(new Known(Set.of(column("ssn")), true));
  }

  @Test
  void takesNoValueForUnchangedThatTheDatabaseComputes() {
    Analysed agreed =
        agreed("SELECT ssn FROM people", "SELECT reverse(people.ssn) AS c1 FROM shop.people");

    assertThat(agreed.outputs().get(0).origin()).isEqualTo(new Known(Set.of(column("ssn")), false));
  }

  @Test
  void provesNothingThatTheDatabaseWritesInAWayWeCannotProve() {
    Analysed agreed =
        agreed("SELECT name FROM people", "SELECT obscure(people.name) AS c1 FROM shop.people");

    assertThat(agreed.outputs().get(0).origin()).isInstanceOf(Origin.Unknown.class);
  }

  @Test
  void takesWhatTheDatabaseComparesForACondition() {
    Analysed agreed =
        agreed(
            "SELECT id, ssn FROM people",
            "SELECT people.id AS c1, people.ssn AS c2 FROM shop.people WHERE people.ssn = 'x'");

    assertThat(agreed.references()).containsExactly(new Reference(column("ssn"), Usage.PREDICATE));
  }

  @Test
  void looksAtTheNamesInATextThatItCannotFollow() {
    String theirs = "SELECT GRAPH people.id, %s FROM shop.people WITH FEATHERS";

    assertThat(refusal("SELECT id, name FROM people", theirs.formatted("people.name")))
        .isEqualTo("agreed");
    assertThat(refusal("SELECT id, name FROM people", theirs.formatted("people.ssn")))
        .endsWith("its text names ssn");
    assertThat(refusal("SELECT id, name FROM people", theirs.formatted("a FROM shop.log")))
        .endsWith("its text names shop.log");
    assertThat(refusal("SELECT id, name FROM people", "SELECT /* people.id"))
        .endsWith("its text names what cannot be read: a comment does not end");
  }
}
