package io.jitjdbc.examples.quickstart;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** An export into a file: more rows than anybody may take without asking. */
final class BulkRead {
  static final String ALL_CUSTOMERS = "SELECT id, name, email FROM shop.customers";

  private final Connection connection;
  private final Omar omar;
  private final Terminal terminal;

  BulkRead(Connection connection, Omar omar, Terminal terminal) {
    this.connection = connection;
    this.omar = omar;
    this.terminal = terminal;
  }

  /** Reads what it may; omar answers on a thread of his own while the cursor waits. */
  void into(Path file) throws SQLException, IOException, InterruptedException, ExecutionException {
    terminal.call("ResultSet rows = statement.executeQuery(\"" + ALL_CUSTOMERS + "\");");
    terminal.call("while (rows.next()) { writeLine(rows); }");
    ExecutorService hisThread = Executors.newSingleThreadExecutor();
    Future<Boolean> answer = hisThread.submit(omar);
    try {
      export(file);
      answer.get();
      terminal.done("the same cursor goes on");
    } catch (SQLException e) {
      terminal.refused(e);
    } finally {
      hisThread.shutdownNow();
    }
    List<String> lines = Files.readAllLines(file);
    terminal.say(file.getFileName() + " has " + lines.size() + " rows; the last one is");
    terminal.say(lines.get(lines.size() - 1));
  }

  private void export(Path file) throws SQLException, IOException {
    try (BufferedWriter csv = Files.newBufferedWriter(file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(ALL_CUSTOMERS)) {
      while (rows.next()) {
        csv.write(rows.getInt("id") + "," + rows.getString("name") + "," + rows.getString("email"));
        csv.newLine();
      }
    }
  }
}
