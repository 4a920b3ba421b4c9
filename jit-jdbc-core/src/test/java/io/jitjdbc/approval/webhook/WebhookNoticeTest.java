package io.jitjdbc.approval.webhook;

import static io.jitjdbc.testing.AccessRequests.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.testing.MutableClock;
import io.jitjdbc.testing.Reminding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The other end hears that people have not answered, and that others may now. */
class WebhookNoticeTest {
  @TempDir private Path directory;
  private final MutableClock clock = new MutableClock();
  private WebhookFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new WebhookFixture(directory, clock);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void bySignedMessagesOfTheirOwnTypes() throws Exception {
    ApprovalService service = fixture.open("timeout", "10s");
    AccessRequest filed =
        service.file(
            draft(
                WebhookFixture.SQL,
                Reminding.terms(
                    Duration.ofMinutes(10), Duration.ofMinutes(15), Duration.ofHours(1)),
                clock.instant()));
    clock.advance(Duration.ofMinutes(20));

    service.state(filed.id());
    service.state(filed.id());

    await().until(() -> fixture.peer.delivered.size() == 3);
    assertThat(fixture.peer.complaints).isEmpty();
    assertThat(fixture.peer.delivered("escalated").get(0).data())
        .containsEntry("task", filed.id())
        .containsEntry("groups", List.of("heads"))
        .containsEntry("dueAt", filed.filedAt().plus(Duration.ofMinutes(15)).toString());
    assertThat(fixture.peer.delivered("reminded").get(0).data())
        .containsEntry("task", filed.id())
        .containsEntry("status", "requested")
        .containsEntry("groups", List.of("heads", "leads"))
        .containsEntry("expiresAt", filed.expiresAt().toString());
    assertThat((Map<?, ?>) fixture.peer.delivered("requested").get(0).data().get("requirement"))
        .extracting("remindAfterSeconds")
        .hasToString("600");
  }
}
