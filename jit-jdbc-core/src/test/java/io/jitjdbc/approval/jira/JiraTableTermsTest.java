package io.jitjdbc.approval.jira;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.testing.ApprovalTermsContract;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** People move issues, and requests are kept in tables. */
class JiraTableTermsTest extends ApprovalTermsContract {
  @TempDir private Path directory;
  private JiraFixture fixture;
  private TestDatabase database;

  @Override
  protected ApprovalService service(InstantSource from) throws Exception {
    fixture = new JiraFixture(directory, clock);
    database = TestDatabases.open(DatabaseProduct.H2);
    return new TicketAnswers(fixture, fixture.openOn(database));
  }

  @AfterEach
  void nobodyComplained() throws Exception {
    fixture.close();
    database.close();
  }
}
