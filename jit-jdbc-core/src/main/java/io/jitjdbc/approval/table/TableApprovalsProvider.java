package io.jitjdbc.approval.table;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.ApprovalServiceProvider;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;

/** {@code table}: requests in a table that every application and every approver can reach. */
public final class TableApprovalsProvider implements ApprovalServiceProvider {
  private static final Pattern NAME_START = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]{0,60}");

  private static final Setting<String> URL =
      Setting.of("url", Kind.TEXT, "JDBC URL of the database that keeps the requests.");
  private static final Setting<String> USER =
      Setting.of("user", Kind.TEXT, "Login at that database.");
  private static final Setting<String> PASSWORD =
      Setting.secret("password", "Password of that login.");
  private static final Setting<Path> PASSWORD_FILE =
      Setting.of(
          "password.file", Kind.FILE, "File with the password; read again for each connection.");
  private static final Setting<String> DRIVER =
      Setting.of("driver", Kind.TEXT, "Class of the driver, if it is not found by the URL.");
  private static final Setting<String> PREFIX =
      Setting.of(
          "prefix",
          new Kind<>("letters, digits, _ and .", List.of(), TableApprovalsProvider::nameStart),
          "jit_",
          "What the names of the tables start with, for example a schema and a dot.");
  private static final Setting<Boolean> CREATE =
      Setting.of("create", Kind.FLAG, "true", "Whether missing tables are created.");
  private static final Setting<Duration> POLL =
      Setting.of("poll", Kind.DURATION, "1s", "Pause of a waiting statement between two looks.");

  @Override
  public String name() {
    return "table";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(URL, USER, PASSWORD, PASSWORD_FILE, DRIVER, PREFIX, CREATE, POLL);
  }

  @Override
  public ApprovalService create(SettingValues values) {
    String url = values.get(URL);
    if (url.startsWith("jdbc:jit:")) {
      throw new InvalidSettingException(
          "the approvals' url is the vendor's own: an enforced one would ask itself for approval");
    }
    var login =
        new Login(
            values.find(USER).orElse(""),
            values.find(PASSWORD).orElse(""),
            values.find(PASSWORD_FILE));
    var connections = new KeptConnection(url, values.find(DRIVER).orElse(""), login);
    var table = new RequestTable(connections, values.get(PREFIX), values.get(CREATE));
    return new TableApprovals(table, values.get(POLL), InstantSource.system());
  }

  private static String nameStart(String text) {
    if (!NAME_START.matcher(text).matches()) {
      throw new IllegalArgumentException();
    }
    return text;
  }
}
