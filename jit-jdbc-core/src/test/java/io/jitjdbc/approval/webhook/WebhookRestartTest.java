package io.jitjdbc.approval.webhook;

import static io.jitjdbc.approval.webhook.WebhookFixture.decided;
import static io.jitjdbc.approval.webhook.WebhookFixture.yes;
import static io.jitjdbc.testing.AccessRequests.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.MutableClock;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a table, requests outlive the process that filed them. */
class WebhookRestartTest {
  @TempDir private Path directory;
  private WebhookFixture fixture;
  private TestDatabase database;

  @BeforeEach
  void begins() throws Exception {
    fixture = new WebhookFixture(directory, new MutableClock());
    fixture.knows(person("dora", "dba"));
    database = TestDatabases.open(DatabaseProduct.H2);
  }

  @AfterEach
  void ends() throws Exception {
    fixture.close();
    database.close();
  }

  private ApprovalService open() {
    return fixture.open(
        "callback", "127.0.0.1:" + fixture.port,
        "store.url", database.jdbcUrl(),
        "store.user", database.user(),
        "store.password", database.password());
  }

  @Test
  void aRequestIsFetchedAfterARestart() throws Exception {
    ApprovalService before = open();
    AccessRequest filed = fixture.file(before, 1);
    before.close();
    fixture.peer.answers.put(
        FakePeer.path(filed.id()), fixture.peer.signed(decided(yes(filed, "@dora"))));

    ApprovalService after = open();

    assertThat(fixture.file(after, 1)).isEqualTo(filed);
    assertThat(after.state(filed.id()).status()).isEqualTo(Status.APPROVED);
    assertThat(after.consume(filed.id())).isPresent();
    assertThat(fixture.peer.delivered("requested")).hasSize(1);
  }

  @Test
  void aRequestIsAnsweredByDeliveryAfterARestart() throws Exception {
    ApprovalService before = open();
    AccessRequest filed = fixture.file(before, 1);
    before.close();

    ApprovalService after = open();
    fixture.file(after, 1);

    assertThat(fixture.deliver(decided(yes(filed, "@dora")))).isEqualTo(204);
    assertThat(after.state(filed.id()).status()).isEqualTo(Status.APPROVED);
  }

  @Test
  void twoProcessesTakeTheSameDecisionOnce() throws Exception {
    ApprovalService one = open();
    AccessRequest filed = fixture.file(one, 1);
    ApprovalService other = open();
    fixture.peer.answers.put(
        FakePeer.path(filed.id()), fixture.peer.signed(decided(yes(filed, "@dora"))));

    assertThat(other.state(filed.id()).status()).isEqualTo(Status.APPROVED);
    assertThat(one.consume(filed.id())).isPresent();
    assertThat(other.consume(filed.id())).isEmpty();
  }

  @Test
  void aStoreThatIsDownIsNamedByItsSetting() {
    ApprovalService service = fixture.open("store.url", "jdbc:nobody:knows");

    assertThatThrownBy(() -> fixture.file(service, 1))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("jit.approval.webhook.store.url");
  }
}
