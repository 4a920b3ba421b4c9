package io.jitjdbc.credential.fixed;

import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.CredentialBrokerProvider;
import io.jitjdbc.credential.StandingPassword;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * {@code jit.broker=static}: everybody works through one login that the operator keeps.
 *
 * <p>For the first day only. <b>Guarantees</b>: a connection ends with its lease, and statements
 * are decided, masked and recorded per subject. <b>Does not protect against</b> a leaked password:
 * it is standing, shared, and the database sees one user for all subjects. Move to a broker that
 * mints logins, and then change this password.
 */
public final class FixedCredentialBrokerProvider implements CredentialBrokerProvider {
  static final Setting<String> USER =
      Setting.of("user", Kind.TEXT, "The database login that all subjects share.");
  static final Setting<Duration> TTL =
      Setting.of("ttl", Kind.DURATION, "15m", "How long a connection may work with it.");

  private final InstantSource clock;

  /** For {@link java.util.ServiceLoader}. */
  public FixedCredentialBrokerProvider() {
    this(InstantSource.system());
  }

  FixedCredentialBrokerProvider(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "static";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(USER, StandingPassword.PASSWORD, StandingPassword.PASSWORD_FILE, TTL);
  }

  @Override
  public CredentialBroker create(SettingValues values) {
    Duration ttl = values.get(TTL);
    if (ttl.isZero()) {
      throw new InvalidSettingException("ttl of the static broker must be longer than nothing");
    }
    return new FixedCredentialBroker(values.get(USER), StandingPassword.from(values), ttl, clock);
  }
}
