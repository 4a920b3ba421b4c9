package io.jitjdbc.credential.mint;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.DatabaseCredential;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one login for each lease. */
final class MintingBroker implements CredentialBroker {
  private static final Logger LOG = LoggerFactory.getLogger(MintingBroker.class);

  private final Recipe recipe;
  private final AdminLogin admin;
  private final Terms terms;
  private final InstantSource clock;
  private final Undertaker undertaker;

  /**
   * What every lease is about.
   *
   * @param database the only target
   */
  record Terms(String database, List<String> roles, Duration ttl) {
    Terms {
      roles = List.copyOf(roles);
    }
  }

  MintingBroker(Recipe recipe, AdminLogin admin, Terms terms, InstantSource clock) {
    this.recipe = recipe;
    this.admin = admin;
    this.terms = terms;
    this.clock = clock;
    this.undertaker = new Undertaker(recipe, admin);
  }

  @Override
  public Lease lease(LeaseRequest request) throws RefusedException {
    checkTarget(request.target());
    Instant now = clock.instant();
    Lease lease = newLease(now);
    String user = lease.credential().user();
    try (Connection connection = admin.open()) {
      sweep(connection, now);
      recipe.create(connection, lease.credential(), terms.roles());
    } catch (SQLException e) {
      // It may exist without its roles.
      undertaker.watch(user, terms.ttl());
      undertaker.end(user);
      throw notMade(e);
    }
    undertaker.watch(user, Duration.between(clock.instant(), lease.expiresAt()));
    if (undertaker.isClosed()) {
      undertaker.end(user);
      throw new RefusedException(SqlState.UNREACHABLE, "No lease: the mint broker is closed.");
    }
    return lease;
  }

  @Override
  public void revoke(Lease lease) {
    undertaker.end(lease.credential().user());
  }

  @Override
  public void close() {
    undertaker.close();
  }

  private Lease newLease(Instant now) {
    Instant end = now.plus(terms.ttl());
    String user = MintedName.until(end);
    var credential = new DatabaseCredential(user, RandomWords.password());
    return new Lease(user, credential, now, end, Map.of());
  }

  private void checkTarget(String target) throws RefusedException {
    if (!recipe.database(target).equals(terms.database())) {
      throw new RefusedException(
          SqlState.UNREACHABLE,
          "No lease: the mint broker makes logins for "
              + terms.database()
              + ", not for "
              + recipe.database(target)
              + ". Connect there, or correct jit.broker.mint.url.");
    }
  }

  /** Ends what instances that are gone left behind; failing at it must not cost the lease. */
  private void sweep(Connection connection, Instant now) throws SQLException {
    for (String user : recipe.minted(connection)) {
      if (MintedName.isOver(user, now)) {
        try {
          recipe.end(connection, user);
        } catch (SQLException e) {
          LOG.warn("the orphaned login {} could not be ended: {}", user, e.getSQLState());
        }
      }
    }
  }

  private RefusedException notMade(SQLException e) {
    return new RefusedException(
        SqlState.CREDENTIAL_REFUSED,
        "No lease: a login with the roles "
            + terms.roles()
            + " could not be made in "
            + terms.database()
            + " (SQLSTATE "
            + e.getSQLState()
            + "). Check that the roles of jit.broker.mint.roles exist and that"
            + " jit.broker.mint.user may create users and grant them.");
  }
}
