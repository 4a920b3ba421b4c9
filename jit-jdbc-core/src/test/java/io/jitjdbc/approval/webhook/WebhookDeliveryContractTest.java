package io.jitjdbc.approval.webhook;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.testing.ApprovalServiceContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** People answer at the other end, which delivers what they decided. */
class WebhookDeliveryContractTest extends ApprovalServiceContract {
  @TempDir private Path directory;
  private WebhookFixture fixture;

  @Override
  protected ApprovalService service(InstantSource from) throws Exception {
    fixture = new WebhookFixture(directory, clock);
    return new DeliveredAnswers(fixture, fixture.openListening());
  }

  @AfterEach
  void nobodyComplained() {
    fixture.close();
  }
}
