package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.approval.book.MemoryBook;
import io.jitjdbc.approval.protocol.Evidence;
import io.jitjdbc.approval.signed.AnswerSigner;
import io.jitjdbc.testing.TestApprovalService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements wait for a control plane, and for nobody who ends the wait. */
class ControlPlaneApprovalTest {
  private static final Subject OMAR =
      new Subject("https://issuer.example", "omar", "omar", Set.of("data-owners"));
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(5);

  @TempDir private Path directory;

  private final Shop shop = Shop.open();
  private final TestApprovalService service =
      TestApprovalService.start(shop.issuer(), new MemoryBook(), InstantSource.system());

  @BeforeEach
  void askTheControlPlane() {
    set("jit.approval", "jit");
    set("jit.approval.jit.address", service.address().toString());
    // Whoever had to sit out a pause would be too late for these tests.
    set("jit.approval.jit.poll", "1m");
  }

  @AfterEach
  void close() throws SQLException {
    assertThat(service.violations()).isEmpty();
    service.close();
    shop.close();
  }

  private void set(String name, String value) {
    shop.dataSource().setProperty(name, value);
  }

  private static long payroll(Statement statement) throws SQLException {
    long rows = 0;
    try (ResultSet result = statement.executeQuery("SELECT amount FROM payroll WHERE id = 1")) {
      while (result.next()) {
        rows++;
      }
    }
    return rows;
  }

  private static <T> CompletableFuture<T> inBackground(Callable<T> work) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return work.call();
          } catch (Exception e) {
            throw new CompletionException(e);
          }
        });
  }

  /** Once a statement waits, with its question held back by the service. */
  private String waiting() throws Exception {
    while (service.asked().stream().filter("status"::equals).count() < 2) {
      Thread.sleep(10);
    }
    return service.approvals().open().get(0).request().id();
  }

  @Test
  void goesOnAtOnceWhenSomebodySaysYes() throws Exception {
    try (Connection connection = shop.connect("ana", "analysts");
        Statement statement = connection.createStatement()) {
      CompletableFuture<Long> read = inBackground(() -> payroll(statement));
      String id = waiting();
      long begin = System.nanoTime();

      service.approvals().answer(id, OMAR, true, "for the audit");

      assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(1);
      assertThat(System.nanoTime() - begin).isLessThan(LONGEST);
      assertThat(service.approvals().state(id).status()).isEqualTo(Status.CONSUMED);
    }
  }

  @Test
  void isRefusedAtOnceWhenSomebodySaysNo() throws Exception {
    try (Connection connection = shop.connect("ana", "analysts");
        Statement statement = connection.createStatement()) {
      CompletableFuture<Long> read = inBackground(() -> payroll(statement));
      service.approvals().answer(waiting(), OMAR, false, "ask your lead first");

      assertThatThrownBy(() -> read.get(10, TimeUnit.SECONDS))
          .rootCause()
          .hasMessageContaining("rejected by omar: ask your lead first");
      assertThat(connection.isValid(1)).isTrue();
    }
  }

  @Test
  void endsAtOnceWhenTheStatementIsCancelled() throws Exception {
    try (Connection connection = shop.connect("ana", "analysts");
        Statement statement = connection.createStatement()) {
      CompletableFuture<Long> read = inBackground(() -> payroll(statement));
      String id = waiting();
      long begin = System.nanoTime();

      statement.cancel();

      assertThatThrownBy(() -> read.get(10, TimeUnit.SECONDS))
          .rootCause()
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("57014");
      assertThat(System.nanoTime() - begin).isLessThan(LONGEST);
      assertThat(service.approvals().state(id).status()).isEqualTo(Status.CANCELLED);
    }
  }

  @Test
  void endsAtOnceWhenTheConnectionIsClosedWhileTheServiceHangs() throws Exception {
    service.next("cancel", (exchange, orderly) -> Thread.sleep(20_000));
    Connection connection = shop.connect("ana", "analysts");
    Statement statement = connection.createStatement();
    CompletableFuture<Long> read = inBackground(() -> payroll(statement));
    waiting();
    long begin = System.nanoTime();

    connection.close();

    assertThatThrownBy(() -> read.get(10, TimeUnit.SECONDS))
        .rootCause()
        .isInstanceOf(SQLException.class);
    assertThat(System.nanoTime() - begin).isLessThan(LONGEST);
  }

  @Test
  void endsAtTheQueryTimeoutAndGoesThroughOnTheNextTry() throws Exception {
    try (Connection connection = shop.connect("ana", "analysts");
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(2);
      assertThatThrownBy(() -> payroll(statement))
          .hasMessageContaining("approvers answer at http")
          .hasMessageContaining("jit approve");
      String id = service.approvals().open().get(0).request().id();
      service.approvals().answer(id, OMAR, true, "");

      assertThat(payroll(statement)).isEqualTo(1);
    }
  }

  @Test
  void whoIsInterruptedEndsAtOnce() throws Exception {
    try (Connection connection = shop.connect("ana", "analysts");
        Statement statement = connection.createStatement()) {
      var failure = new CompletableFuture<Throwable>();
      var thread =
          new Thread(
              () -> {
                try {
                  payroll(statement);
                } catch (SQLException e) {
                  failure.complete(e);
                }
              });
      thread.start();
      waiting();
      thread.interrupt();

      assertThat(failure.get(5, TimeUnit.SECONDS).getMessage()).contains("was interrupted");
    }
  }

  @Test
  void isRefusedAndKeepsTheConnectionWhereTheServiceIsAway() throws Exception {
    set("jit.approval.jit.timeout", "1s");
    service.close();
    try (Connection connection = shop.connect("ana", "analysts");
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> payroll(statement))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"))
          .hasMessageContaining("jit.approval.jit.address");
      assertThat(connection.isValid(1)).isTrue();
    }
  }

  @Test
  void whoActsForSomebodyAsksWithBothTokens() throws Exception {
    try (Connection connection = shop.connect("batch", "workers");
        Statement statement = connection.createStatement()) {
      connection.setClientInfo("jit.subject.token", shop.issuer().token("ana", "analysts"));
      CompletableFuture<Long> read = inBackground(() -> payroll(statement));
      String id = waiting();

      assertThat(service.approvals().find(id).request().subject().id()).isEqualTo("ana");
      assertThat(service.approvals().find(id).request().actor().id()).isEqualTo("batch");
      service.approvals().answer(id, OMAR, true, "");
      assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    }
  }

  @Test
  void whatThePinnedKeySignedIsOnRecord() throws Exception {
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID("control-plane").generate();
    Path keys = directory.resolve("keys.json");
    Files.writeString(keys, new JWKSet(key.toPublicJWK()).toString(true));
    set("jit.approval.jit.keys.file", keys.toString());
    set("jit.approval.mode", "fail");
    try (Connection connection = shop.connect("ana", "analysts");
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> payroll(statement)).hasMessageContaining("jit approve");
      String id = service.approvals().open().get(0).request().id();
      service.approvals().answer(id, OMAR, true, "");
      assertThatThrownBy(() -> payroll(statement)).hasMessageContaining("presents no evidence");
      service.prove(Evidence.signedBy(AnswerSigner.with(key.toJSONString())));

      assertThat(payroll(statement)).isEqualTo(1);
      assertThat(Files.readString(shop.auditFile())).contains("approval.answered", "\"eyJ");
    }
  }
}
