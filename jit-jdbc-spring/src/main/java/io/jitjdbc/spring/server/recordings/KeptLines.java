package io.jitjdbc.spring.server.recordings;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lines of ledgers that were brought. Thread-safe. */
final class KeptLines {
  private final JdbcClient client;

  KeptLines(JdbcClient client) {
    this.client = client;
  }

  /** A line as it was brought. */
  record Line(int number, String text) {}

  /** The last one up to that number. */
  Optional<Line> last(String log, int number) {
    return client
        .sql(
            "SELECT line, signed FROM jit_ledger_line WHERE log = :log AND line <= :number"
                + " ORDER BY line DESC FETCH FIRST 1 ROWS ONLY")
        .param("log", log)
        .param("number", number)
        .query((row, index) -> new Line(row.getInt("line"), row.getString("signed")))
        .optional();
  }
}
