package io.jitjdbc.credential.mint;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.DatabaseCredential;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
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
    try (AdminSession session = admin.open()) {
      prepare(session, now);
      create(session, lease);
    } catch (SQLException e) {
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

  /** Any minted login, whichever process has made it; and no other, whoever asks. */
  @Override
  public void end(Lease lease) throws RefusedException {
    String user = lease.credential().user();
    if (!MintedName.isOne(user)) {
      throw notEnded("it was not made by a mint broker; end it by hand if it is there");
    }
    try (AdminSession session = admin.open()) {
      recipe.end(session, user);
      undertaker.forget(user);
    } catch (SQLException e) {
      throw notEnded("SQLSTATE " + e.getSQLState() + " of " + terms.database());
    }
  }

  private static RefusedException notEnded(String why) {
    return new RefusedException(
        SqlState.UNREACHABLE, "The login of a lease may still be alive: " + why + ".");
  }

  @Override
  public void close() {
    undertaker.close();
  }

  private Lease newLease(Instant now) {
    Instant end = now.plus(terms.ttl());
    String user = recipe.spelled(MintedName.until(end));
    var credential = new DatabaseCredential(user, RandomWords.password());
    return new Lease(user, credential, now, end, Map.of());
  }

  private void checkTarget(String target) throws RefusedException {
    if (!isOurs(target)) {
      throw new RefusedException(
          SqlState.UNREACHABLE,
          "No lease: the mint broker makes logins for "
              + terms.database()
              + ", not for "
              + target
              + ". Connect there, or correct jit.broker.mint.url.");
    }
  }

  private boolean isOurs(String target) {
    try {
      return recipe.accepts(target) && recipe.database(target).equals(terms.database());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** A right that ends logins must be there before one is made. */
  private void prepare(AdminSession session, Instant now) throws SQLException, RefusedException {
    List<String> missing = recipe.missing(session, terms);
    if (!missing.isEmpty()) {
      throw new RefusedException(
          SqlState.CREDENTIAL_REFUSED,
          "No lease: "
              + terms.database()
              + " is not prepared for the mint broker's login "
              + admin.user()
              + ". As an administrator of it run: "
              + String.join("; ", missing));
    }
    sweep(session, now);
  }

  private void create(AdminSession session, Lease lease) throws SQLException {
    try {
      recipe.create(session, lease, terms);
    } catch (SQLException e) {
      String user = lease.credential().user();
      // It may exist without its roles.
      undertaker.watch(user, terms.ttl());
      undertaker.end(user);
      throw e;
    }
  }

  /** Ends what instances that are gone left behind; failing at it must not cost the lease. */
  private void sweep(AdminSession session, Instant now) throws SQLException {
    for (String user : recipe.minted(session)) {
      if (MintedName.isOver(user, now)) {
        try {
          recipe.end(session, user);
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
