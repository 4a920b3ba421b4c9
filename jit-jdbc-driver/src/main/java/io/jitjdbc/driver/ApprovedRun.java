package io.jitjdbc.driver;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.enforcement.Permission;
import io.jitjdbc.enforcement.RevocationWatch;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what people approved, and ends it when they take that back meanwhile. */
final class ApprovedRun {
  private static final Logger LOG = LoggerFactory.getLogger(ApprovedRun.class);

  private ApprovedRun() {}

  /** That people took it back; says nothing of the database's, which another message might. */
  static final class RevokedException extends SQLException {
    private static final long serialVersionUID = 1L;

    RevokedException(SQLException refusal) {
      super(refusal.getMessage(), refusal.getSQLState());
    }
  }

  /** What became of a statement that ended so, for records. */
  static String outcome(SQLException e) {
    return e instanceof RevokedException ? "denied" : "failed";
  }

  /** What nobody approved just runs. */
  static <R> R run(Statement raw, List<Permission> granted, Turns.Work<R> work)
      throws SQLException {
    var watches = new ArrayList<RevocationWatch>();
    for (Permission one : granted) {
      if (one.isApproved()) {
        watches.add(one.watch(() -> cancel(raw)));
      }
    }
    try {
      return work.run();
    } catch (SQLException e) {
      Optional<RefusedException> revocation = ended(watches);
      if (revocation.isEmpty()) {
        throw e;
      }
      throw new RevokedException(Refusals.of(revocation.get()));
    } finally {
      ended(watches);
    }
  }

  /** Nobody cancels anything any more, and why somebody did. */
  private static Optional<RefusedException> ended(List<RevocationWatch> watches) {
    watches.forEach(RevocationWatch::close);
    return watches.stream().flatMap(watch -> watch.revocation().stream()).findFirst();
  }

  private static void cancel(Statement raw) {
    try {
      raw.cancel();
    } catch (SQLException | RuntimeException e) {
      LOG.debug("A statement whose approval was revoked could not be cancelled", e);
    }
  }
}
