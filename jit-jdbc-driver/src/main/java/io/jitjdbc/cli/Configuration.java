package io.jitjdbc.cli;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.ApprovalServiceProvider;
import io.jitjdbc.cli.vendor.VendorDriver;
import io.jitjdbc.driver.JitConnection;
import io.jitjdbc.driver.JitDataSource;
import io.jitjdbc.driver.settings.DriverSettings;
import io.jitjdbc.driver.settings.NamedApprovals;
import io.jitjdbc.driver.settings.OwnSettings;
import io.jitjdbc.driver.settings.SettingsReader;
import io.jitjdbc.identity.Identified;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.identity.SubjectResolver;
import io.jitjdbc.identity.SubjectResolverProvider;
import io.jitjdbc.identity.TokenLookup;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Provider;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The driver's own settings, from a file, system properties and the environment. */
final class Configuration {
  /** What the application in whose process nobody can be asked is left with. */
  private static final String NOBODY = NamedApprovals.NOBODY;

  private static final String TABLE = "table";
  private static final String TOKEN = DriverSettings.PREFIX + TokenLookup.TOKEN.name();
  private static final String TOKEN_FILE = DriverSettings.PREFIX + TokenLookup.TOKEN_FILE.name();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = {
        "A Java properties file with the settings by their names, such as jit.approval.table.url.",
        "What it leaves out comes from -Djit... and the environment (JIT_APPROVAL_TABLE_URL)."
      })
  private Optional<Path> file = Optional.empty();

  @Mixin private VendorDriver driver = new VendorDriver();

  /** What is done at the approvers' desk. */
  @FunctionalInterface
  interface Visit<T> {
    T at(ApprovalDesk desk) throws RefusedException;
  }

  /** Goes to the desk of the service that the applications use, as the person if it asks who. */
  <T> T atDesk(Identity identity, Visit<T> visit) throws RefusedException {
    driver.use();
    OwnSettings settings = settings();
    List<String> given = settings.values().get(DriverSettings.APPROVAL);
    List<String> names = given.equals(List.of(NOBODY)) ? List.of(TABLE) : given;
    try (ApprovalService service =
        NamedApprovals.open(
            names,
            name -> make(settings, DriverSettings.APPROVAL, ApprovalServiceProvider.class, name))) {
      return visit.at(desk(service, identity, String.join(",", names)));
    }
  }

  private ApprovalDesk desk(ApprovalService service, Identity identity, String name)
      throws RefusedException {
    Optional<ApprovalDesk> open =
        identity.tokenFile().isPresent()
            ? service.desk(identified(identity).token())
            : service.desk();
    if (open.isPresent()) {
      return open.get();
    }
    if (service.desk(PresentedToken.none()).isEmpty()) {
      throw new InvalidSettingException(
          "jit.approval="
              + name
              + " has no desk that this command could go to; answer where its messages arrive, or"
              + " use jit.approval=table");
    }
    return service.desk(identified(identity).token()).orElseThrow();
  }

  /** What is done with a connection. */
  @FunctionalInterface
  interface Question<T> {
    T put(JitConnection connection) throws SQLException;
  }

  /** Connects as an application with these settings does, as the person whose token is given. */
  <T> T connected(String url, Identity identity, Question<T> question) throws SQLException {
    driver.use();
    try (var source = new JitDataSource()) {
      source.setUrl(url);
      source.setProperties(given());
      identity.tokenFile().ifPresent(path -> presentOnly(path, source));
      try (Connection connection = source.getConnection()) {
        return question.put(connection.unwrap(JitConnection.class));
      }
    }
  }

  private static void presentOnly(Path tokenFile, JitDataSource source) {
    source.setProperty(TOKEN_FILE, tokenFile.toString());
    source.setProperty(TOKEN, "");
  }

  /** The person whose token is given, verified as every connection's is. */
  Subject subject(Identity identity) throws RefusedException {
    return identified(identity).subject();
  }

  private Identified identified(Identity identity) throws RefusedException {
    OwnSettings settings = settings();
    SettingValues given =
        identity
            .tokenFile()
            .map(
                path ->
                    SettingValues.of(
                        DriverSettings.PREFIX,
                        Map.of(TokenLookup.TOKEN_FILE.name(), path.toString())))
            .orElseGet(settings::values);
    PresentedToken token = TokenLookup.from(given).find("");
    String name = settings.values().get(DriverSettings.SUBJECT);
    try (SubjectResolver resolver =
        make(settings, DriverSettings.SUBJECT, SubjectResolverProvider.class, name)) {
      return resolver.identify(token);
    }
  }

  private OwnSettings settings() {
    return new SettingsReader().readOwn(given());
  }

  private Properties given() {
    var given = new Properties();
    file.ifPresent(path -> load(path, given));
    return given;
  }

  private static void load(Path path, Properties into) {
    try (var reader = Files.newBufferedReader(path)) {
      into.load(reader);
    } catch (IOException e) {
      throw new InvalidSettingException(
          "--config " + path + " cannot be read: " + e.getClass().getSimpleName());
    } catch (IllegalArgumentException e) {
      // Said without the cause, which quotes the text around a broken escape.
      throw new InvalidSettingException("--config " + path + " has a broken \\u escape");
    }
  }

  private static <T, P extends Provider<T>> T make(
      OwnSettings settings, Setting<?> selector, Class<P> type, String name) {
    P provider = Providers.named(type, DriverSettings.PREFIX + selector.name(), name);
    return provider.create(settings.provider(selector, name));
  }
}
