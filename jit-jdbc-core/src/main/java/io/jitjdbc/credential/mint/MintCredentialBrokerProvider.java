package io.jitjdbc.credential.mint;

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
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * {@code jit.broker=mint}: every lease is a database login of its own, made for it and dropped
 * after it. In this release for H2.
 *
 * <p>{@code jit.broker.mint.user} must be an administrator of the database; prepare the roles and
 * what they may read there. An in-memory database needs {@code DB_CLOSE_DELAY=-1} where it is
 * created, or it is gone between two connections.
 *
 * <p><b>Guarantees</b>: names and passwords are random and used once; at expiry, revocation and
 * close the login is locked, its sessions are aborted and it is dropped, again and again until the
 * database answers. What a crashed instance left behind is ended with a later lease of any other.
 * <b>Does not protect against</b> roles that may do too much.
 */
public final class MintCredentialBrokerProvider implements CredentialBrokerProvider {
  private static final Pattern ROLE = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
  private static final Pattern LOGIN_IN_URL = Pattern.compile(";(USER|PASSWORD)=");
  private static final List<Recipe> RECIPES = List.of(new H2Recipe());
  private static final Kind<List<String>> ROLES_KIND =
      new Kind<>(
          "a comma-separated list of role names of letters, digits and _",
          List.of(),
          MintCredentialBrokerProvider::roles);
  private static final Kind<String> URL_KIND =
      new Kind<>(
          "a jdbc:h2: URL without a login in it",
          List.of(),
          MintCredentialBrokerProvider::withoutLogin);

  static final Setting<String> URL =
      Setting.of("url", URL_KIND, "The database's JDBC URL, for the administrator.");
  static final Setting<String> USER =
      Setting.of("user", Kind.TEXT, "The administrator who creates and drops logins.");
  static final Setting<List<String>> ROLES =
      Setting.of("roles", ROLES_KIND, "The roles that a login is granted, as GRANT spells them.");
  static final Setting<Duration> TTL =
      Setting.of("ttl", Kind.DURATION, "15m", "How long a login lives.");

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
    return List.of(
        URL, USER, StandingPassword.PASSWORD, StandingPassword.PASSWORD_FILE, ROLES, TTL);
  }

  @Override
  public CredentialBroker create(SettingValues values) {
    String url = values.get(URL);
    Recipe recipe = recipe(url);
    var admin = new AdminLogin(recipe, url, values.get(USER), StandingPassword.from(values));
    var terms = new MintingBroker.Terms(recipe.database(url), values.get(ROLES), values.get(TTL));
    if (terms.ttl().isZero()) {
      throw new InvalidSettingException("ttl of the mint broker must be longer than nothing");
    }
    return new MintingBroker(recipe, admin, terms, clock);
  }

  private static Recipe recipe(String url) {
    return RECIPES.stream()
        .filter(recipe -> recipe.accepts(url))
        .findFirst()
        .orElseThrow(IllegalArgumentException::new);
  }

  private static String withoutLogin(String url) {
    if (LOGIN_IN_URL.matcher(url.toUpperCase(Locale.ROOT)).find()) {
      throw new IllegalArgumentException();
    }
    recipe(url);
    return url;
  }

  private static List<String> roles(String text) {
    List<String> roles = Kind.LIST.parser().apply(text);
    if (roles.isEmpty() || !roles.stream().allMatch(role -> ROLE.matcher(role).matches())) {
      throw new IllegalArgumentException();
    }
    return roles;
  }
}
