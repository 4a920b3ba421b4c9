package io.jitjdbc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeastPrivilegeCommandTest {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");

  @TempDir Path place;
  private Path logs;

  @BeforeEach
  void recordSomeReads() throws Exception {
    logs = Files.createDirectory(place.resolve("logs"));
    try (var record = new MadeUpRecord(logs)) {
      record.lease("ann", "app_ann", NOON);
      record.read("ann", NOON, 3, "SELECT public.customers", "SELECT public.customers.id");
      record.read("bob", NOON, 3, "SELECT public.customers.email", "UPDATE public.customers.id");
      record.refused("bob", NOON, "SELECT public.customers.iban");
    }
  }

  private String run(String... more) {
    var words = new ArrayList<>(List.of("audit", "least-privilege", "--logs", logs.toString()));
    words.addAll(List.of(more));
    Terminal.Outcome outcome = Terminal.run(words.toArray(String[]::new));
    return outcome.out() + outcome.err();
  }

  private String grants(String... lines) throws Exception {
    return Files.write(place.resolve("grants.csv"), List.of(lines)).toString();
  }

  @Test
  void listsWhatWasTouchedByStatementsThatRan() {
    assertThat(run())
        .containsPattern("ann +SELECT +public +customers +id +1 +2030")
        .containsPattern("bob +UPDATE +public +customers +id +1 +2030")
        .doesNotContain("iban");
    assertThat(run("--json").lines()).hasSize(3);
  }

  @Test
  void suggestsToLeaveARoleWhatAnybodyUsed() throws Exception {
    String file =
        grants(
            "grantee,privilege,schema,table,column",
            "readers,SELECT,public,customers,id",
            "readers,SELECT,public,customers,EMAIL",
            "readers,SELECT,public,customers,iban",
            "readers,SELECT,public,salaries,amount");
    assertThat(run("--grants", file))
        .contains(
            "REVOKE SELECT ON \"public\".\"customers\" FROM \"readers\";",
            "GRANT SELECT (\"EMAIL\", \"id\") ON \"public\".\"customers\" TO \"readers\";",
            "REVOKE SELECT ON \"public\".\"salaries\" FROM \"readers\";")
        .doesNotContain("GRANT SELECT (\"amount\")");
    assertThat(run("--grants", file, "--dialect", "mariadb"))
        .contains("REVOKE SELECT (`iban`) ON `public`.`customers` FROM `readers`;");
  }

  @Test
  void comparesADatabaseUserWithWhatRanUnderIt() throws Exception {
    String file =
        grants("APP_ANN,SELECT,public,customers,id", "APP_ANN,SELECT,public,customers,email");
    assertThat(run("--grants", file))
        .contains("GRANT SELECT (\"id\") ON \"public\".\"customers\" TO \"APP_ANN\";");
  }

  @Test
  void leavesAloneWhatIsUsedInFullAndOneWhoIsNotMeant() throws Exception {
    String file = grants("r,SELECT,public,customers,id", "q,SELECT,public,customers,iban");
    assertThat(run("--grants", file, "--grantee", "r"))
        .isEqualTo("-- 0 grants are wider than what was used.\n");
  }

  @Test
  void lettersOfANameGetOutOfNoQuote() throws Exception {
    String file = grants("a\"; DROP TABLE x; --,SELECT,public,customers,iban");
    assertThat(run("--grants", file)).contains("FROM \"a\"\"; DROP TABLE x; --\";");
  }

  @Test
  void saysWhereALineIsNoGrant() throws Exception {
    assertThat(run("--grants", grants("# none", "readers,SELECT")))
        .contains("line 2 has to be grantee,privilege,schema,table,column");
  }

  @Test
  void saysThatNothingRanInsteadOfRevokingBlindly() throws Exception {
    String file = grants("r,SELECT,public,customers,id");
    assertThat(run("--grants", file, "--until", "2001-01-01"))
        .contains("no log here has a statement that ran in that time")
        .doesNotContain("REVOKE");
  }

  @Test
  void asksADatabaseWhoseOwnTheGrantsAre() throws Exception {
    try (TestDatabase database = TestDatabases.open(DatabaseProduct.POSTGRESQL)) {
      try (Connection connection =
              DriverManager.getConnection(
                  database.jdbcUrl(), database.user(), database.password());
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE customers(id INT, email TEXT, iban TEXT)");
        statement.execute("CREATE ROLE lp_readers");
        statement.execute("GRANT SELECT ON customers TO lp_readers");
        Path password = Files.writeString(place.resolve("password"), database.password());
        String[] words = {
          "--url",
          database.jdbcUrl(),
          "--user",
          database.user(),
          "--password-file",
          password.toString(),
          "--grantee",
          "lp_readers"
        };
        String advice = run(words);
        assertThat(advice).contains("not used: iban");
        for (String line : advice.lines().filter(each -> !each.startsWith("--")).toList()) {
          statement.execute(line);
        }
        assertThat(run(words)).isEqualTo("-- 0 grants are wider than what was used.\n");
      }
    }
  }
}
