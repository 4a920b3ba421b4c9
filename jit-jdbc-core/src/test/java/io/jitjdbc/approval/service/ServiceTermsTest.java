package io.jitjdbc.approval.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.testing.ApprovalTermsContract;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;

/** Terms arrive at the service as they were asked for. */
class ServiceTermsTest extends ApprovalTermsContract {
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
