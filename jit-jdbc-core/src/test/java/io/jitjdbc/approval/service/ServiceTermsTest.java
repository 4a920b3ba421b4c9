package io.jitjdbc.approval.service;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.testing.ApprovalTermsContract;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Terms arrive at the service as they were asked for. */
class ServiceTermsTest extends ApprovalTermsContract {
  private ApprovalServiceFixture fixture;

  @Override
  protected ApprovalService service(InstantSource clock) {
    fixture = new ApprovalServiceFixture(clock);
    return fixture.trustful();
  }

  @Test
  void itIsToldSinceWhenAnApprovalIsUsedUp() throws RefusedException {
    try (ApprovalService service = fixture.trustful()) {
      AccessRequest filed = service.file(draft("SELECT 1", requirement(1, 1), clock.instant()));
      service.desk().orElseThrow().answer(filed.id(), person("dora", "dba"), true, "");
      clock.advance(Duration.ofMinutes(2));
      service.consume(filed.id());
      Instant used = clock.instant();
      clock.advance(Duration.ofMinutes(1));
      assertThat(service.state(filed.id()).overSince()).contains(used);
    }
  }

  @AfterEach
  void bothEndsKeptToTheProtocol() {
    assertThat(fixture.service.violations()).isEmpty();
    fixture.close();
  }
}
