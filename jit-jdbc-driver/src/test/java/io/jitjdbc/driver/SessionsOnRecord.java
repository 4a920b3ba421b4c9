package io.jitjdbc.driver;

import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditSinkProvider;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Logs of sessions that read from a real database, written by the real sink. */
public final class SessionsOnRecord {
  private SessionsOnRecord() {}

  /** Of someone who reads three rows, one of them not whole, and is refused something. */
  public static void write(Path logs, Map<String, String> more) throws Exception {
    var settings = new HashMap<>(more);
    settings.put("directory", logs.toString());
    try (AuditSink sink =
            Providers.named(AuditSinkProvider.class, "jit.audit", "recording")
                .create(SettingValues.of("jit.audit.recording.", settings));
        RecordedShop shop = RecordedShop.open("record: reads, bind-values: keep")) {
      shop.shop().dataSource().setAuditSinks(List.of(sink));
      try (Connection connection = shop.connect()) {
        read(connection);
        bind(connection);
        refused(connection);
      }
    }
  }

  private static void read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT id, shown, masked, c FROM things WHERE id IN (1, 2, 25) ORDER BY id")) {
      while (rows.next()) {
        rows.getInt("id");
        rows.getString("masked");
        if (rows.getRow() != 2) {
          rows.getString("shown");
          rows.getString("c");
        }
      }
    }
  }

  private static void bind(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT CAST(? AS VARCHAR) || t AS t FROM things WHERE id = ?")) {
      statement.setString(1, "=1+1\u202E\u001B[2J\"<b>\n");
      statement.setInt(2, 3);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          rows.getString(1);
        }
      }
    }
  }

  private static void refused(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("SELECT * FROM INFORMATION_SCHEMA.USERS");
      throw new AssertionError("nobody was refused");
    } catch (SQLException e) {
      // Which is on record now.
    }
  }
}
