package io.jitjdbc.credential.mint;

import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A database that was prepared with the statements of {@code MINT.md}, word for word but for the
 * names: roles and logins belong to a server that several tests share.
 */
final class Preparation {
  private static final Map<DatabaseProduct, String> HEADINGS =
      Map.of(
          DatabaseProduct.POSTGRESQL, "PostgreSQL",
          DatabaseProduct.MARIADB, "MariaDB",
          DatabaseProduct.MYSQL, "MySQL");

  private final TestDatabase database;
  private final String suffix;
  private final String password = UUID.randomUUID().toString();

  private Preparation(TestDatabase database) {
    this.database = database;
    this.suffix = name(database);
  }

  static Preparation of(TestDatabase database) throws SQLException, IOException {
    var preparation = new Preparation(database);
    database.run(
        "CREATE TABLE customers(id INT, name VARCHAR(40)); CREATE TABLE salaries(amount INT);"
            + " INSERT INTO customers VALUES (1, 'Ann')");
    database.run(preparation.renamed(documented(database.product())));
    return preparation;
  }

  private static String name(TestDatabase database) {
    return database.jdbcUrl().substring(database.jdbcUrl().lastIndexOf('/') + 1);
  }

  private static String documented(DatabaseProduct product) throws IOException {
    String text = Files.readString(Path.of("MINT.md"));
    Matcher matcher =
        Pattern.compile("## " + HEADINGS.get(product) + "\n.*?```sql\n(.*?)```", Pattern.DOTALL)
            .matcher(text);
    if (!matcher.find()) {
      throw new IOException("MINT.md does not say how to prepare " + product);
    }
    return matcher.group(1);
  }

  private String renamed(String script) {
    return script
        .replace("jit_reading", role())
        .replace("jit_broker", broker())
        .replace("crm.", suffix + ".")
        .replace("chosen-by-you", password);
  }

  String role() {
    return "reading_" + suffix;
  }

  String broker() {
    return "broker_" + suffix;
  }

  String password() {
    return password;
  }

  Map<String, String> settings() {
    return Map.of(
        "url", database.jdbcUrl(),
        "user", broker(),
        "password", password,
        "roles", role());
  }
}
