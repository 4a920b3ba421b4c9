package io.jitjdbc.cli.audit;

import io.jitjdbc.cli.vendor.VendorDriver;
import io.jitjdbc.settings.InvalidSettingException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where grants are told: in a file, or by the database itself. */
final class GrantSource {
  @Option(
      names = "--grants",
      paramLabel = "FILE",
      description = "Lines of grantee,privilege,schema,table,column; no column: the whole table.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--url",
      paramLabel = "JDBC-URL",
      description = "A PostgreSQL or MariaDB whose catalog tells the grants.")
  private Optional<String> url = Optional.empty();

  @Option(names = "--user", defaultValue = "", description = "Who asks there.")
  private String user = "";

  @Option(names = "--password-file", paramLabel = "FILE", description = "That user's password.")
  private Optional<Path> password = Optional.empty();

  @Option(
      names = "--grantee",
      paramLabel = "NAME",
      description = "Only grants to that one, such as readers or, on MariaDB, app or 'app'@'%'.")
  private Optional<String> grantee = Optional.empty();

  @Option(
      names = "--dialect",
      paramLabel = "NAME",
      description = "postgresql or mariadb: how to spell what is suggested. Default: as --url has.")
  private Optional<Dialect> dialect = Optional.empty();

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private VendorDriver driver;

  boolean isGiven() {
    return file.isPresent() || url.isPresent();
  }

  Dialect dialect() {
    return dialect.orElseGet(() -> Dialect.of(url.orElse("")));
  }

  List<Grant> read() throws SQLException {
    if (file.isPresent() && url.isPresent()) {
      throw new InvalidSettingException("--grants and --url say the same: take one of them");
    }
    List<Grant> all = file.map(GrantsFile::read).orElse(List.of());
    if (url.isPresent()) {
      driver.use();
      all = GrantCatalog.read(url.get(), user, password.map(KeyFiles::text).orElse(""));
    }
    return all.stream().filter(grant -> grantee.map(grant::isOf).orElse(true)).toList();
  }
}
