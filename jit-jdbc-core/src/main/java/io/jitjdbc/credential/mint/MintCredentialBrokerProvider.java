package io.jitjdbc.credential.mint;

import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.CredentialBrokerProvider;
import io.jitjdbc.credential.StandingPassword;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.time.InstantSource;
import java.util.List;

/**
 * {@code jit.broker=mint}: every lease is a database login of its own, made for it and dropped
 * after it. For PostgreSQL 14 and later, MariaDB 10.6 and later, MySQL 8.4 and later, and H2.
 *
 * <p>{@code jit.broker.mint.user} must be a login that may create others, grant them the roles, and
 * end their sessions; prepare it, the roles and what they may read as the document {@code MINT.md}
 * of this module says. An in-memory H2 database needs {@code DB_CLOSE_DELAY=-1} where it is
 * created, or it is gone between two connections.
 *
 * <p><b>Guarantees</b>: names and passwords are random and used once. A login has no right but
 * membership in the roles. PostgreSQL and MariaDB are sent what they keep of a password, never the
 * password, so it is in none of their logs. At expiry, revocation and close the login is locked,
 * its sessions are ended and it is dropped, again and again until the database answers. What a
 * crashed instance left behind is ended with a later lease of any other, and PostgreSQL refuses it
 * from its expiry on by itself.
 *
 * <p><b>Does not protect against</b> roles that may do too much; whoever has {@code
 * jit.broker.mint.user} (on MariaDB the right to create users is the right to become any of them);
 * the session of a login that nobody is left to end, because databases let a session outlive its
 * login's expiry.
 */
public final class MintCredentialBrokerProvider implements CredentialBrokerProvider {
  private final InstantSource clock;

  /** For {@link java.util.ServiceLoader}. */
  public MintCredentialBrokerProvider() {
    this(InstantSource.system());
  }

  MintCredentialBrokerProvider(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "mint";
  }

  @Override
  public List<Setting<?>> settings() {
    return MintSettings.ALL;
  }

  @Override
  public CredentialBroker create(SettingValues values) {
    String url = values.get(MintSettings.URL);
    Recipe recipe = MintSettings.recipe(url);
    Terms terms = MintSettings.terms(values, recipe);
    String user = values.get(MintSettings.USER);
    var admin = new AdminLogin(recipe, url, user, StandingPassword.from(values));
    return new MintingBroker(recipe, admin, terms, clock);
  }
}
