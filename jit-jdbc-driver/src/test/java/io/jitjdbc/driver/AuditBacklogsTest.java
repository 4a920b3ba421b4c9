package io.jitjdbc.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jitjdbc.audit.AuditBacklog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever monitors sees through the data source what was not delivered yet. */
class AuditBacklogsTest {
  @TempDir Path logs;

  private final Shop shop = Shop.open();
  private final JitDataSource dataSource = shop.dataSource();

  @AfterEach
  void close() throws SQLException {
    shop.close();
  }

  /** Nobody listens where the control plane should be. */
  private void shipToNobody() {
    int port = nobodysPort();
    dataSource.setProperty("jit.audit", "recording,http");
    dataSource.setProperty("jit.audit.recording.directory", logs.toString());
    dataSource.setProperty("jit.audit.http.address", "http://127.0.0.1:" + port);
    dataSource.setProperty("jit.audit.http.token", "t0ken-of-a-process");
  }

  private static int nobodysPort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Somebody else's; there are others.
      }
    }
  }

  private AuditBacklog awaitBacklog(Predicate<AuditBacklog> wanted) throws Exception {
    Instant end = Instant.now().plus(Duration.ofSeconds(30));
    AuditBacklog last = dataSource.auditBacklogs().get(0);
    while (!wanted.test(last) && Instant.now().isBefore(end)) {
      Thread.sleep(20);
      last = dataSource.auditBacklogs().get(0);
    }
    return last;
  }

  @Test
  void growWhileTheOtherEndIsAwayAndSayWhy() throws Exception {
    shipToNobody();
    Instant begin = Instant.now();
    try (Connection connection = shop.connect("ana", "analysts")) {
      connection.createStatement().executeQuery("SELECT id FROM orders").close();

      AuditBacklog backlog = awaitBacklog(seen -> seen.waiting() >= 3 && !seen.failure().isEmpty());

      assertThat(backlog.sink()).isEqualTo("http");
      assertThat(backlog.waiting()).isGreaterThanOrEqualTo(3);
      assertThat(backlog.failure()).isNotEmpty().doesNotContain("t0ken");
      assertThat(backlog.oldest().orElseThrow()).isAfter(begin.minusSeconds(5));
      assertThat(backlog.refused()).isZero();
    }
  }

  @Test
  void areKnownBeforeAnybodyConnects() throws SQLException {
    shipToNobody();

    assertThat(dataSource.auditBacklogs())
        .extracting(AuditBacklog::sink, AuditBacklog::waiting)
        .containsExactly(tuple("http", 0L));
  }

  @Test
  void areNoneWhereNothingIsCarriedElsewhere() throws SQLException {
    assertThat(dataSource.auditBacklogs()).isEqualTo(List.of());
  }

  @Test
  void sayWhatIsWrongWithTheSettings() {
    dataSource.setProperty("jit.audit", "nonsense");

    assertThatThrownBy(dataSource::auditBacklogs)
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("nonsense");
  }
}
