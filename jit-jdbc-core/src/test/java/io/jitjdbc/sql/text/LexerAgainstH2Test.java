package io.jitjdbc.sql.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.text.Token.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.h2.Driver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What H2 reads is what the lexer reads, or the lexer refuses. */
@Tag("slow")
class LexerAgainstH2Test {
  private static final String[] PIECES = {
    "'", "''", "\"", "$$", "$", "\\", "--", "-- ", "//", "/*", "*/", "#", "\n", "\r\n", " ", "x",
    "1", "é", "N", "X", "E", "U&", "[", "]", "{", "?", ";"
  };

  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    connection = new Driver().connect("jdbc:h2:mem:lexer", new Properties());
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void readsTheSameStrings() throws Exception {
    Random random = new Random(31);
    int compared = 0;
    for (int i = 0; i < 20_000; i++) {
      String sql = "VALUES (" + literal(random) + ", " + literal(random) + ")";
      List<String> ours = strings(sql);
      if (!ours.isEmpty()) {
        List<String> theirs = row(sql);
        assertThat(theirs.isEmpty() || theirs.equals(ours)).as("%s: %s", sql, theirs).isTrue();
        compared += theirs.isEmpty() ? 0 : 1;
      }
    }
    assertThat(compared).isGreaterThan(500);
  }

  @Test
  void seesEveryColumnThatIsRead() throws Exception {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (x INT, secret VARCHAR)");
      statement.execute("INSERT INTO t VALUES (1, 'found')");
    }
    Random random = new Random(32);
    int found = 0;
    for (int i = 0; i < 20_000; i++) {
      String sql = "SELECT x " + noise(random) + ", secret " + noise(random) + "\n FROM t";
      if (row(sql).contains("found") && reads(sql)) {
        found++;
        assertThat(Lexer.read(sql, Dialect.H2).canonical()).contains("secret");
      }
    }
    assertThat(found).isGreaterThan(500);
  }

  private static String literal(Random random) {
    String noise = noise(random);
    return switch (random.nextInt(3)) {
      case 0 -> "'" + noise + "'";
      case 1 -> "$$" + noise + "$$";
      default -> "'" + noise + "' " + noise(random);
    };
  }

  private static String noise(Random random) {
    StringBuilder noise = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      noise.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return noise.toString();
  }

  private static boolean reads(String sql) {
    try {
      Lexer.read(sql, Dialect.H2);
      return true;
    } catch (LexicalException e) {
      return false;
    }
  }

  /** The two strings of the row constructor, or nothing if it is not read as such. */
  private static List<String> strings(String sql) {
    try {
      List<Token> tokens = Lexer.read(sql, Dialect.H2).tokens();
      boolean row =
          tokens.size() == 6
              && tokens.get(2).kind() == Kind.STRING
              && tokens.get(4).kind() == Kind.STRING;
      return row ? List.of(tokens.get(2).text(), tokens.get(4).text()) : List.of();
    } catch (LexicalException e) {
      return List.of();
    }
  }

  private List<String> row(String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> row = new ArrayList<>();
      while (rows.next()) {
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.add(String.valueOf(rows.getString(i)));
        }
      }
      return row;
    } catch (SQLException e) {
      return List.of();
    }
  }
}
