package io.jitjdbc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.approval.book.MemoryBook;
import io.jitjdbc.cli.Terminal.Outcome;
import io.jitjdbc.testing.AccessRequests;
import io.jitjdbc.testing.TestApprovalService;
import io.jitjdbc.testing.TestIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same commands against a control plane, which looks at tokens itself. */
class ControlPlaneDeskTest {
  @TempDir private Path directory;

  private final TestIssuer issuer = TestIssuer.start();
  private final TestApprovalService service =
      TestApprovalService.start(issuer, new MemoryBook(), InstantSource.system());

  @AfterEach
  void close() {
    assertThat(service.violations()).isEmpty();
    service.close();
    issuer.close();
  }

  private String config() throws IOException {
    var settings = new Properties();
    settings.setProperty("jit.approval", "jit");
    settings.setProperty("jit.approval.jit.address", service.address().toString());
    settings.setProperty("jit.subject.oidc.issuer", issuer.name());
    settings.setProperty("jit.subject.oidc.audience", TestIssuer.AUDIENCE);
    Path file = directory.resolve("jit.properties");
    try (var writer = Files.newBufferedWriter(file)) {
      settings.store(writer, null);
    }
    return file.toString();
  }

  private Outcome as(String person, String group, String... command) throws IOException {
    Path token = directory.resolve(person + ".jwt");
    Files.writeString(token, issuer.token(person, group));
    var all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--config", config(), "--token-file", token.toString()));
    return Terminal.run(all.toArray(String[]::new));
  }

  private AccessRequest filed() throws RefusedException {
    var ann = new Subject(issuer.name(), "ann", "ann@example.org", Set.of("analysts"));
    var now = InstantSource.system().instant();
    return service
        .approvals()
        .file(AccessRequests.draft(ann, ann, "SELECT 1", AccessRequests.requirement(1, 1), now));
  }

  @Test
  void approversSeeAndAnswerWithTheirOwnToken() throws Exception {
    AccessRequest request = filed();

    assertThat(as("dora", "dba", "requests").out()).contains(request.id());
    assertThat(as("dora", "dba", "show", request.id()).out()).contains("SELECT 1");
    assertThat(as("dora", "dba", "watch", "--json", "--for", "1").out()).contains(request.id());
    Outcome outcome = as("dora", "dba", "approve", request.id(), "--comment", "fine");

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(service.approvals().state(request.id()).status()).isEqualTo(Status.APPROVED);
    assertThat(as("dan", "dba", "revoke", request.id(), "--comment", "wrong").code()).isZero();
    assertThat(service.approvals().state(request.id()).status()).isEqualTo(Status.REVOKED);
  }

  @Test
  void aDeputyAnswersWhileItLasts() throws Exception {
    AccessRequest request = filed();
    String deputy = issuer.name() + "|del";

    Outcome delegated =
        as("dora", "dba", "delegate", "--to", deputy, "--until", "2099-01-01T00:00:00Z");
    assertThat(delegated.code()).as(delegated.err()).isZero();
    assertThat(as("del", "staff", "reject", request.id(), "--comment", "no").code()).isZero();

    assertThat(service.approvals().state(request.id()).status()).isEqualTo(Status.REJECTED);
  }

  @Test
  void whoeverMayNotIsToldWhy() throws Exception {
    AccessRequest request = filed();

    Outcome own = as("ann", "dba", "approve", request.id());
    assertThat(own.code()).isEqualTo(1);
    assertThat(own.err()).contains("nobody answers a request of their own");
    assertThat(as("eve", "staff", "show", request.id()).err()).contains("no request");
    Outcome nobody = Terminal.run("requests", "--config", config());
    assertThat(nobody.code()).isEqualTo(1);
    assertThat(nobody.err()).containsIgnoringCase("token");
  }
}
