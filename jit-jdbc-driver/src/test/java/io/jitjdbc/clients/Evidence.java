package io.jitjdbc.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverPropertyInfo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/** Every text that somebody could read who watches a program, and what it gives away. */
final class Evidence implements AutoCloseable {
  private final Secrets secrets;
  private final EveryLogger log = new EveryLogger();
  private final List<Piece> pieces = Collections.synchronizedList(new ArrayList<>());

  private record Piece(String where, String text) {}

  Evidence(Secrets secrets) {
    this.secrets = secrets;
  }

  void note(String where, Object shown) {
    pieces.add(new Piece(where, String.valueOf(shown)));
  }

  @FunctionalInterface
  interface Failing {
    void run() throws Exception;
  }

  /** It must fail; how, is taken down. */
  void failure(String what, Failing failing) {
    Throwable failure = null;
    try {
      failing.run();
    } catch (Exception e) {
      failure = e;
      take(what, e, Collections.newSetFromMap(new IdentityHashMap<>()));
    }
    assertThat(failure).as(what).isNotNull();
  }

  private void take(String what, Throwable thrown, Set<Throwable> seen) {
    if (thrown == null || !seen.add(thrown)) {
      return;
    }
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    note("the exception of " + what, text + thrown.getMessage() + thrown.getLocalizedMessage());
    take(what, thrown.getCause(), seen);
    for (Throwable suppressed : thrown.getSuppressed()) {
      take(what, suppressed, seen);
    }
    if (thrown instanceof SQLException sql) {
      take(what, sql.getNextException(), seen);
    }
  }

  void connection(Connection connection) throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    note("a connection", connection);
    note("metadata", metaData);
    note("the metadata's URL", metaData.getURL());
    note("the metadata's user", metaData.getUserName());
    note("the client info", connection.getClientInfo());
    note("the client info token", connection.getClientInfo("jit.subject.token"));
    note("the warnings", connection.getWarnings());
    try (ResultSet rows = metaData.getClientInfoProperties()) {
      while (rows.next()) {
        note("a client info property", rows.getString("NAME") + rows.getString("DEFAULT_VALUE"));
      }
    }
  }

  void statement(Statement statement, ResultSet rows) throws SQLException {
    note("a statement", statement);
    note("a result set", rows);
    note("the metadata of a result set", rows.getMetaData());
  }

  void properties(DriverPropertyInfo... properties) {
    for (DriverPropertyInfo property : properties) {
      note(
          "the driver property " + property.name,
          property.value + property.description + Arrays.toString(property.choices));
    }
  }

  /** Every attribute of every bean that this process shows to a console. */
  void beans() throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    for (ObjectName name : server.queryNames(null, null)) {
      String[] attributes =
          Arrays.stream(server.getMBeanInfo(name).getAttributes())
              .filter(MBeanAttributeInfo::isReadable)
              .map(MBeanAttributeInfo::getName)
              .toArray(String[]::new);
      for (Attribute attribute : server.getAttributes(name, attributes).asList()) {
        note("the bean " + name + ' ' + attribute.getName(), shown(attribute.getValue()));
      }
    }
  }

  private static String shown(Object value) {
    if (value instanceof Object[] several) {
      return String.join(" ", Arrays.stream(several).map(Evidence::shown).toList());
    }
    if (value instanceof CompositeData composite) {
      return String.join(" ", composite.values().stream().map(Evidence::shown).toList());
    }
    return value instanceof TabularData table ? shown(table.values().toArray()) : "" + value;
  }

  /** What was heard and noted so far gives nothing away. */
  void assertTellsNothing() {
    PasswordWatch.backwards()
        .forEach((user, password) -> secrets.add("the password of " + user, reversed(password)));
    pieces.add(new Piece("the log", log.text()));
    var found = new ArrayList<String>();
    for (Piece piece : List.copyOf(pieces)) {
      secrets.in(piece.text()).forEach(secret -> found.add(piece.where() + " has " + secret));
    }
    assertThat(found).isEmpty();
  }

  private static String reversed(String text) {
    return PasswordWatch.reversed(text);
  }

  /** What is logged by a name, to see that the listening works. */
  String log() {
    return log.text();
  }

  @Override
  public void close() {
    log.close();
  }
}
