package io.jitjdbc.spring.testing;

import io.jitjdbc.access.JitContext;
import io.jitjdbc.access.Subject;
import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.driver.JitConnection;
import io.jitjdbc.spring.client.Denial;
import io.jitjdbc.spring.client.Denials;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/**
 * Reads for a subject and tells how: as a parameter of tests of {@link JitPolicyTest}. What it
 * calls has to read on the thread of the test.
 */
public final class PolicyReader {
  private final ReadingWatch watch;
  private final Denials denials;
  private final DataSource source;

  PolicyReader(ReadingWatch watch, Denials denials, DataSource source) {
    this.watch = watch;
    this.denials = denials;
    this.source = source;
  }

  /**
   * Calls something that reads: most often, a method of a repository.
   *
   * @throws Exception what the call throws, unless it tells of a denial
   */
  public Reading reading(Callable<?> call) throws Exception {
    Optional<Denial> denial = Optional.empty();
    List<AuditEvent> events;
    watch.begin();
    try {
      call.call();
    } catch (Exception problem) {
      denial = denials.find(problem);
      if (denial.isEmpty()) {
        throw problem;
      }
    } finally {
      events = watch.end();
    }
    return Reading.of(events, denial);
  }

  /**
   * The same for somebody else, in these groups.
   *
   * @throws Exception what the call throws, unless it tells of a denial
   */
  public Reading readingAs(String name, Set<String> groups, Callable<?> call) throws Exception {
    JitContext scope = JitContext.as(new Subject("urn:jit-jdbc:test", name, name, groups));
    try {
      return reading(call);
    } finally {
      scope.close();
    }
  }

  /**
   * What would be decided about a statement, which does not run and asks nobody.
   *
   * @throws SQLException if there is no connection, or it does not go through jit-jdbc
   */
  public Reading explaining(String sql) throws SQLException {
    try (Connection connection = source.getConnection()) {
      JitConnection enforced = connection.unwrap(JitConnection.class);
      return Reading.of(enforced.explain(sql));
    }
  }
}
