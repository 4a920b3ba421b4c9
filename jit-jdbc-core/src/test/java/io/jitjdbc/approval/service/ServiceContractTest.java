package io.jitjdbc.approval.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.testing.ApprovalServiceContract;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;

/** Over the network it is as any other service, and both ends keep to the document. */
class ServiceContractTest extends ApprovalServiceContract {
  private ApprovalServiceFixture fixture;

  @Override
  protected ApprovalService service(InstantSource clock) {
    fixture = new ApprovalServiceFixture(clock);
    return fixture.trustful();
  }

  @AfterEach
  void bothEndsKeptToTheProtocol() {
    assertThat(fixture.service.violations()).isEmpty();
    fixture.close();
  }
}
