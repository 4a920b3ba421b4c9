package io.jitjdbc.spring.server;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.table.TableBooks;
import io.jitjdbc.approval.table.TablePostings;
import io.jitjdbc.credential.table.TableLeaseBook;
import io.jitjdbc.settings.InvalidSettingException;
import java.time.Instant;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The tables that the control plane has its state in, as this release needs them. */
final class StateTables {
  private final DataSource owner;

  /**
   * @param database the service's own
   * @param url where it is; empty if only the database itself knows
   */
  StateTables(DataSource database, String url, OwnerSettings owner) {
    if (owner.isGiven() && url.isEmpty()) {
      throw new InvalidSettingException(
          "jit.server.owner.username needs spring.datasource.url, to connect there as well");
    }
    this.owner =
        owner.isGiven()
            ? new DriverManagerDataSource(url, owner.username(), owner.password())
            : database;
  }

  /**
   * Makes what is missing and changes what is of an earlier release, for any number of instances at
   * once.
   *
   * @throws RefusedException {@code 08001} if the database does not let that happen
   */
  StateTables make() throws RefusedException {
    Flyway.configure()
        .dataSource(owner)
        .locations("classpath:io/jitjdbc/spring/server/migrations")
        .table("jit_server_migration")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
    // Those of the core are made at the first question.
    TableBooks.over(owner).find("none");
    TableLeaseBook.over(owner).find("none", Instant.EPOCH);
    TablePostings.over(owner).find("none");
    return this;
  }
}
