package io.jitjdbc.corpus;

import io.jitjdbc.testing.DatabaseProduct;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Leaking queries, wrapped into others at random, under the names of harmless tables. */
final class Mutations {
  private static final int DEEPEST = 2;
  private static final int MOST = 120;

  /** A sensitive column as the column v. */
  private static final List<String> LEAVES =
      List.of(
          "SELECT ssn AS v FROM customers",
          "SELECT email AS v FROM customers c",
          "SELECT contact AS v FROM v_contacts",
          "SELECT c.card_number AS v FROM customers c JOIN orders o ON o.customer_id = c.id",
          "SELECT ssn AS v FROM customers WHERE id = 1");

  /** Each keeps the column v of %s. */
  private static final List<String> WRAPPERS =
      List.of(
          "SELECT v FROM (%s) orders",
          "SELECT newsletter.v FROM (%s) newsletter",
          "SELECT * FROM (%s) scratch",
          "WITH w AS (%s) SELECT v FROM w",
          "WITH w(v) AS (%s) SELECT a.v FROM w a JOIN w b ON 1 = 1",
          "SELECT name AS v FROM customers UNION ALL (%s)",
          "SELECT CAST(NULL AS CHAR(200)) AS v FROM orders UNION ALL SELECT v FROM (%s) a",
          "SELECT (SELECT MAX(v) FROM (%s) a) AS v FROM orders",
          "SELECT CASE WHEN 1 = 1 THEN v ELSE 'x' END AS v FROM (%s) a",
          "SELECT CASE v WHEN 'x' THEN 'y' ELSE v END AS v FROM (%s) a",
          "SELECT COALESCE(v, 'x') AS v FROM (%s) a",
          "SELECT CONCAT(v, '') AS v FROM (%s) a",
          "SELECT UPPER(v) AS v FROM (%s) a",
          "SELECT MAX(v) OVER () AS v FROM (%s) a",
          "SELECT MIN(v) AS v FROM (%s) a",
          "SELECT a.v FROM (%s) a LEFT JOIN orders o ON o.id = 0",
          "SELECT a.v FROM orders o JOIN (%s) a ON 1 = 1",
          "SELECT LAG(v) OVER (ORDER BY 1) AS v FROM (%s) a");

  private static final List<String> POSTGRESQL =
      List.of(
          "SELECT l.v FROM (%s) a CROSS JOIN LATERAL (SELECT a.v) l",
          "SELECT (array_agg(v))[1] AS v FROM (%s) a",
          "SELECT json_agg(a)::text AS v FROM (%s) a",
          "SELECT a::text AS v FROM (%s) a",
          "SELECT to_jsonb(a) ->> 'v' AS v FROM (%s) a",
          "SELECT x AS v FROM (%s) a, LATERAL (VALUES (a.v)) t(x)",
          "SELECT string_agg(v, ',') AS v FROM (%s) a");
  private static final List<String> H2 =
      List.of(
          "SELECT LISTAGG(v, ',') AS v FROM (%s) a",
          "SELECT ARRAY_AGG(v)[1] AS v FROM (%s) a",
          "SELECT CAST(JSON_ARRAYAGG(v) AS VARCHAR) AS v FROM (%s) a");
  private static final List<String> MARIADB =
      List.of(
          "SELECT GROUP_CONCAT(v) AS v FROM (%s) a",
          "SELECT JSON_ARRAYAGG(v) AS v FROM (%s) a", "SELECT IF(1 = 1, v, 'x') AS v FROM (%s) a");

  private Mutations() {}

  /** The same ones for the same seed. */
  static List<String> of(DatabaseProduct product, long seed) {
    var random = new Random(seed);
    List<String> wrappers = wrappers(product);
    var mutated = new ArrayList<String>();
    for (String wrapper : wrappers) {
      mutated.add(wrapper.replace("%s", LEAVES.get(random.nextInt(LEAVES.size()))));
    }
    while (mutated.size() < MOST) {
      String query = LEAVES.get(random.nextInt(LEAVES.size()));
      for (int depth = 0; depth < DEEPEST; depth++) {
        query = wrappers.get(random.nextInt(wrappers.size())).replace("%s", query);
      }
      mutated.add(query);
    }
    return mutated;
  }

  private static List<String> wrappers(DatabaseProduct product) {
    List<String> own =
        switch (product) {
          case H2 -> H2;
          case POSTGRESQL -> POSTGRESQL;
          case MARIADB, MYSQL -> MARIADB;
        };
    return Stream.concat(WRAPPERS.stream(), own.stream()).toList();
  }
}
