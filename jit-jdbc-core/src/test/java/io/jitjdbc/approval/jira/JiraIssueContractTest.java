package io.jitjdbc.approval.jira;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.testing.ApprovalServiceContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** People move issues. */
class JiraIssueContractTest extends ApprovalServiceContract {
  @TempDir private Path directory;
  private JiraFixture fixture;

  @Override
  protected ApprovalService service(InstantSource from) throws Exception {
    fixture = new JiraFixture(directory, clock);
    return new TicketAnswers(fixture, fixture.open());
  }

  @AfterEach
  void nobodyComplained() throws Exception {
    fixture.close();
  }
}
