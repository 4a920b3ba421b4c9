package io.jitjdbc.driver.settings;

import io.jitjdbc.settings.InvalidSettingException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The vendor driver's own properties, held against those that run SQL, rewrite a text or write
 * values into a log before anybody decides about them.
 *
 * <p>What is not on the list passes: it belongs to whoever configures the connection. What is on
 * the list is refused, never overridden, because in a query tool that is the person whose
 * statements are decided.
 */
final class DelegateProperties {
  private static final Pattern IN_BRACKETS = Pattern.compile("[(,]\\s*([\\w.]+)\\s*=\\s*([^,()]*)");
  private static final Set<String> OFF = Set.of("false", "0", "no", "off");

  private static final String RUNS_SQL = "runs SQL that nobody has decided about";
  private static final String REWRITES = "puts something between what is decided and what runs";
  private static final String TELLS = "writes statements and values where no mask reaches";
  private static final String BATCHES = "lets one text be several statements";
  private static final String FILES = "lets the server read this machine's files";
  private static final String ELSEWHERE = "leads to another database than the URL names";
  private static final String BUILDS = "builds objects out of what the database sends";

  /**
   * One property that is not taken.
   *
   * @param harmless the values that change nothing, in lower case; empty when there are none
   */
  private record Refused(String name, Set<String> harmless, String reason) {
    boolean refuses(String given, String value) {
      return name.equalsIgnoreCase(given) && !harmless.contains(value.toLowerCase(Locale.ROOT));
    }
  }

  private static final List<Refused> OF_H2 =
      List.of(
          any("INIT", RUNS_SQL),
          any("DATABASE_EVENT_LISTENER", RUNS_SQL),
          any("JAVA_OBJECT_SERIALIZER", BUILDS),
          on("BUILTIN_ALIAS_OVERRIDE", "lets functions replace the built-in ones"),
          new Refused("TRACE_LEVEL_FILE", Set.of("0", "1"), TELLS),
          new Refused("TRACE_LEVEL_SYSTEM_OUT", Set.of("0"), TELLS));

  private static final List<Refused> OF_POSTGRESQL =
      List.of(
          new Refused(
              "preferQueryMode",
              Set.of("extended", "extendedforprepared", "extendedcacheeverything"),
              "lets the driver write bound values into the text"),
          new Refused("quoteReturningIdentifiers", Set.of("true"), REWRITES),
          on("allowEncodingChanges", "lets the server read other characters than were decided"),
          on("logServerErrorDetail", TELLS),
          new Refused("loggerLevel", Set.of("off"), TELLS),
          any("loggerFile", TELLS),
          on("replication", "opens a channel beside statements"),
          any("PGHOST", ELSEWHERE),
          any("PGPORT", ELSEWHERE),
          any("PGDBNAME", ELSEWHERE),
          any("host", ELSEWHERE),
          any("port", ELSEWHERE),
          any("dbname", ELSEWHERE),
          any("service", ELSEWHERE));

  private static final List<Refused> OF_MARIADB =
      List.of(
          on("allowMultiQueries", BATCHES),
          on("allowLocalInfile", FILES),
          any("initSql", RUNS_SQL),
          on("autoDeserialize", BUILDS),
          on("dumpQueriesOnException", TELLS),
          on("includeInnodbStatusInDeadlockExceptions", TELLS),
          on("profileSql", TELLS));

  private static final List<Refused> OF_MYSQL =
      List.of(
          on("allowMultiQueries", BATCHES),
          on("allowLoadLocalInfile", FILES),
          any("allowLoadLocalInfileInPath", FILES),
          on("allowUrlInLocalInfile", FILES),
          on("autoDeserialize", BUILDS),
          any("dbname", ELSEWHERE),
          any("queryInterceptors", REWRITES),
          any("statementInterceptors", REWRITES),
          any("exceptionInterceptors", REWRITES),
          any("connectionLifecycleInterceptors", REWRITES),
          any("propertiesTransform", REWRITES),
          any("clientInfoProvider", REWRITES),
          on("explainSlowQueries", RUNS_SQL),
          any("logger", TELLS),
          on("profileSQL", TELLS),
          any("profilerEventHandler", TELLS),
          on("logSlowQueries", TELLS),
          on("traceProtocol", TELLS),
          on("enablePacketDebug", TELLS),
          on("autoGenerateTestcaseScript", TELLS),
          on("dumpQueriesOnException", TELLS),
          on("includeInnodbStatusInDeadlockExceptions", TELLS));

  /** One variable and a plain value, several times: an expression could read a table. */
  private static final Pattern PLAIN_VARIABLES =
      Pattern.compile("(?:^|,)\\s*\\w[\\w.]*\\s*=\\s*(?:'[^'\\\\]*'|[\\w.+-]*)\\s*(?=,|$)");

  private static final Pattern OTHER_ROLE =
      Pattern.compile("(?i)\\b(role|session_authorization)\\s*=");

  private DelegateProperties() {}

  /**
   * Refuses what is not taken.
   *
   * @throws InvalidSettingException naming the property, never its value
   */
  static void check(String url, Properties properties) {
    List<Refused> refused = refusedBy(url);
    for (String text : new TreeSet<>(List.of(url, decoded(url)))) {
      for (String part : text.split("[?&;]", -1)) {
        int equals = part.indexOf('=');
        String name = equals < 0 ? part : part.substring(0, equals);
        check(name.strip(), equals < 0 ? "" : part.substring(equals + 1).strip(), refused);
      }
      Matcher matcher = IN_BRACKETS.matcher(text);
      while (matcher.find()) {
        check(matcher.group(1), matcher.group(2).strip(), refused);
      }
    }
    for (String name : properties.stringPropertyNames()) {
      check(name, properties.getProperty(name).strip(), refused);
    }
  }

  /** Sets what a driver must be told, because what it does by itself would be refused. */
  static void secure(String url, Properties properties) {
    if (url.startsWith("jdbc:postgresql:")) {
      // It would put failing rows, with all their columns, into its messages.
      properties.setProperty("logServerErrorDetail", "false");
    } else if (url.startsWith("jdbc:mariadb:")) {
      properties.setProperty("allowLocalInfile", "false");
    } else if (url.startsWith("jdbc:mysql:")) {
      properties.setProperty("allowLoadLocalInfile", "false");
    }
  }

  private static List<Refused> refusedBy(String url) {
    if (url.startsWith("jdbc:h2:")) {
      return OF_H2;
    }
    if (url.startsWith("jdbc:postgresql:")) {
      return OF_POSTGRESQL;
    }
    if (url.startsWith("jdbc:mariadb:")) {
      return OF_MARIADB;
    }
    return url.startsWith("jdbc:mysql:") ? OF_MYSQL : List.of();
  }

  private static void check(String name, String value, List<Refused> refused) {
    for (Refused one : refused) {
      if (one.refuses(name, value)) {
        throw refusal(one.name(), one.reason());
      }
    }
    if (name.equalsIgnoreCase("sessionVariables") && !isPlain(value)) {
      throw refusal(
          name, "may hold nothing but variables and plain values, because it runs as SQL");
    }
    if (name.equalsIgnoreCase("options") && OTHER_ROLE.matcher(value).find()) {
      throw refusal(name, "may not change the role that the lease was issued for");
    }
  }

  private static boolean isPlain(String variables) {
    return PLAIN_VARIABLES.matcher(variables).replaceAll("").isBlank();
  }

  private static InvalidSettingException refusal(String name, String reason) {
    return new InvalidSettingException(
        "the database driver's property "
            + name
            + ' '
            + reason
            + ". Take it out of the URL and of the connection properties");
  }

  private static String decoded(String url) {
    try {
      return URLDecoder.decode(url.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // Not an escape, then; the driver will say what it thinks of it.
      return url;
    }
  }

  private static Refused any(String name, String reason) {
    return new Refused(name, Set.of(), reason);
  }

  private static Refused on(String name, String reason) {
    return new Refused(name, OFF, reason);
  }
}
