package io.jitjdbc.approval.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.testing.ApprovalServiceContract;
import io.jitjdbc.testing.TestDatabase;
import java.sql.SQLException;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;

/** The same where the service keeps its requests in a table, as it does for real. */
class TableServiceContractTest extends ApprovalServiceContract {
  private ApprovalServiceFixture fixture;
  private TestDatabase database;

  @Override
  protected ApprovalService service(InstantSource clock) throws SQLException {
    database = ServiceTable.open();
    fixture = new ApprovalServiceFixture(clock, ServiceTable.book(database));
    return fixture.trustful();
  }

  @AfterEach
  void bothEndsKeptToTheProtocol() throws SQLException {
    assertThat(fixture.service.violations()).isEmpty();
    fixture.close();
    database.close();
  }
}
