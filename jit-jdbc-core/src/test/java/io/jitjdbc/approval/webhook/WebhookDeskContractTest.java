package io.jitjdbc.approval.webhook;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.testing.ApprovalServiceContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** People answer at the desk, while the other end is told of everything. */
class WebhookDeskContractTest extends ApprovalServiceContract {
  @TempDir private Path directory;
  private WebhookFixture fixture;

  @Override
  protected ApprovalService service(InstantSource from) throws Exception {
    fixture = new WebhookFixture(directory, clock);
    return fixture.open();
  }

  @AfterEach
  void nobodyComplained() {
    fixture.close();
  }
}
