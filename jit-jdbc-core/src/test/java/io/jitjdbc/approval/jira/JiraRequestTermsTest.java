package io.jitjdbc.approval.jira;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.testing.ApprovalTermsContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** People answer the approvals of service requests. */
class JiraRequestTermsTest extends ApprovalTermsContract {
  @TempDir private Path directory;
  private JiraFixture fixture;

  @Override
  protected ApprovalService service(InstantSource from) throws Exception {
    fixture = new JiraFixture(directory, clock);
    return new TicketAnswers(fixture, fixture.openDesk());
  }

  @AfterEach
  void nobodyComplained() throws Exception {
    fixture.close();
  }
}
