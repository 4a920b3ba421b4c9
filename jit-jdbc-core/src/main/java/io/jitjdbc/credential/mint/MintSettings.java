package io.jitjdbc.credential.mint;

import io.jitjdbc.credential.StandingPassword;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How the mint broker is set up. */
final class MintSettings {
  private static final List<Recipe> RECIPES =
      List.of(new H2Recipe(), new PostgreSqlRecipe(), new MariaDbRecipe(), new MySqlRecipe());

  private static final Pattern ROLE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,62}");
  private static final Pattern HOST_PATTERN = Pattern.compile("[A-Za-z0-9_.:%/-]{1,255}");
  private static final Pattern SECRET_IN_URL = Pattern.compile("[;?&(,](USER|\\w*PASSWORD)\\s*=");
  private static final int DEFAULT_CONNECTIONS = 100;
  private static final int MOST_CONNECTIONS = 10_000;
  private static final String ANY_HOST = "%";

  private static final Kind<String> URL_KIND =
      new Kind<>(
          "a jdbc:postgresql:, jdbc:mariadb:, jdbc:mysql: or jdbc:h2: URL that says which database,"
              + " without a login or a password in it",
          List.of(),
          MintSettings::url);
  private static final Kind<List<String>> ROLES_KIND =
      new Kind<>(
          "a comma-separated list of role names of letters, digits and _",
          List.of(),
          MintSettings::roles);
  private static final Kind<Integer> CONNECTIONS_KIND =
      new Kind<>("a whole number from 1 to 10000", List.of(), MintSettings::connections);
  private static final Kind<String> HOST_KIND =
      new Kind<>(
          "a host as CREATE USER takes it, such as 10.1.% or app.example.com",
          List.of(), MintSettings::host);

  static final Setting<String> URL =
      Setting.of("url", URL_KIND, "The database's JDBC URL, for the administrator.");
  static final Setting<String> USER =
      Setting.of("user", Kind.TEXT, "The administrator who creates and drops logins.");
  static final Setting<List<String>> ROLES =
      Setting.of("roles", ROLES_KIND, "The roles that a login is granted, as GRANT spells them.");
  static final Setting<Duration> TTL =
      Setting.of("ttl", Kind.DURATION, "15m", "How long a login lives.");
  static final Setting<Integer> CONNECTIONS =
      Setting.of(
          "connections",
          CONNECTIONS_KIND,
          "How many connections a login may have at a time, 100 if not given; not for H2.");
  static final Setting<String> HOST =
      Setting.of(
          "host",
          HOST_KIND,
          "Where logins may come from, anywhere if not given; for MariaDB and MySQL.");

  static final List<Setting<?>> ALL =
      List.of(
          URL,
          USER,
          StandingPassword.PASSWORD,
          StandingPassword.PASSWORD_FILE,
          ROLES,
          TTL,
          CONNECTIONS,
          HOST);

  private MintSettings() {}

  static Recipe recipe(String url) {
    return RECIPES.stream()
        .filter(recipe -> recipe.accepts(url))
        .findFirst()
        .orElseThrow(IllegalArgumentException::new);
  }

  /**
   * What was set, as far as the kind of database can keep it.
   *
   * @throws InvalidSettingException if it cannot
   */
  static Terms terms(SettingValues values, Recipe recipe) {
    refuseMeaningless(values, recipe);
    var terms =
        new Terms(
            recipe.database(values.get(URL)),
            values.get(ROLES),
            values.get(TTL),
            values.find(CONNECTIONS).orElse(DEFAULT_CONNECTIONS),
            values.find(HOST).orElse(ANY_HOST));
    if (terms.ttl().isZero()) {
      throw new InvalidSettingException("ttl of the mint broker must be longer than nothing");
    }
    recipe.check(terms);
    return terms;
  }

  private static void refuseMeaningless(SettingValues values, Recipe recipe) {
    for (Setting<?> setting : List.of(CONNECTIONS, HOST)) {
      if (values.find(setting).isPresent() && !recipe.settings().contains(setting)) {
        throw new InvalidSettingException(
            setting.name()
                + " of the mint broker means nothing for the kind of database that its url leads"
                + " to; take it out");
      }
    }
  }

  private static String url(String url) {
    if (SECRET_IN_URL.matcher(url.toUpperCase(Locale.ROOT)).find()) {
      throw new IllegalArgumentException();
    }
    recipe(url).database(url);
    return url;
  }

  private static List<String> roles(String text) {
    List<String> roles = Kind.LIST.parser().apply(text);
    if (roles.isEmpty() || !roles.stream().allMatch(role -> ROLE.matcher(role).matches())) {
      throw new IllegalArgumentException();
    }
    return roles;
  }

  private static Integer connections(String text) {
    int number = Integer.parseInt(text.trim());
    if (number < 1 || number > MOST_CONNECTIONS) {
      throw new IllegalArgumentException();
    }
    return number;
  }

  private static String host(String text) {
    if (!HOST_PATTERN.matcher(text).matches()) {
      throw new IllegalArgumentException();
    }
    return text;
  }
}
