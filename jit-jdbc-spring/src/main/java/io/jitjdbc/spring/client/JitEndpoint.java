package io.jitjdbc.spring.client;

import io.jitjdbc.audit.AuditBacklog;
import io.jitjdbc.driver.JitDataSource;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * Who holds which login, by which policies is decided, what people have yet to answer, and what
 * sinks have yet to deliver. No secret, no statement and no value; opens no connection.
 */
@Endpoint(id = "jit")
final class JitEndpoint {
  private final JitDataSources sources;
  private final Standing standing;

  JitEndpoint(JitDataSources sources, Standing standing) {
    this.sources = sources;
    this.standing = standing;
  }

  /**
   * Everything at once.
   *
   * @param dataSources by bean name
   */
  record Report(
      Map<String, Deciding> dataSources,
      List<Standing.HeldLease> leases,
      List<Standing.OpenRequest> pendingRequests) {}

  /**
   * @param policy its version; empty if none can be read
   * @param problem what to see to; empty if nothing
   * @param sinks what its audit has yet to bring elsewhere
   */
  record Deciding(String policy, String problem, List<Backlog> sinks) {}

  /**
   * @param oldest when the oldest event happened that waits; empty if none does
   */
  record Backlog(String sink, long waiting, String oldest, long refused, String failure) {}

  @ReadOperation
  Report report() {
    var deciding = new TreeMap<String, Deciding>();
    sources.all().forEach((name, source) -> deciding.put(name, deciding(source)));
    return new Report(deciding, standing.leases(), standing.requests());
  }

  private static Deciding deciding(JitDataSource source) {
    try {
      List<Backlog> sinks = source.auditBacklogs().stream().map(JitEndpoint::backlog).toList();
      return new Deciding(source.policyVersion(), source.policyProblem().orElse(""), sinks);
    } catch (SQLException e) {
      return new Deciding("", String.valueOf(e.getMessage()), List.of());
    }
  }

  private static Backlog backlog(AuditBacklog found) {
    return new Backlog(
        found.sink(),
        found.waiting(),
        found.oldest().map(Instant::toString).orElse(""),
        found.refused(),
        found.failure());
  }
}
