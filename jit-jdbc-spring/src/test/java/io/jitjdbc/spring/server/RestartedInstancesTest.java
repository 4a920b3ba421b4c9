package io.jitjdbc.spring.server;

import static io.jitjdbc.testing.AccessRequests.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.RequestProgress;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.Channel;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.approval.table.TableBooks;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.SubjectTokens;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.TestIssuer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Instances come and go, by plan and by accident; people and programs notice nothing. */
class RestartedInstancesTest {
  private static final Subject DORA = person("dora", "owners");
  private static final int WORKERS = 4;
  private static final String POLICY =
      """
      version: 1
      rules:
        - {id: read, who: {groups: [analysts]}, actions: [read], resources: ["*.orders"], effect: permit}
        - {id: ask, who: {groups: [analysts]}, actions: [read], resources: ["*.customers"], effect: require-approval, approval: one}
      approvals:
        one: {approvers: [owners], quorum: 1, answer-within: 5m, valid-for: 5m, uses: 1}
      """;

  @TempDir Path folder;
  private final TestIssuer issuer = TestIssuer.start();
  private final List<InstanceProcess> instances = new ArrayList<>();
  private TestDatabase state;
  private TestDatabase shop;
  private LoadBalancer balancer;
  private BookApprovals approvals;
  private RequestBook book;

  @BeforeEach
  void open() throws Exception {
    state = TestDatabases.open(DatabaseProduct.POSTGRESQL);
    shop = TestDatabases.open(DatabaseProduct.POSTGRESQL);
    shop.run(
        "CREATE TABLE orders (id INT); INSERT INTO orders VALUES (1), (2);"
            + " CREATE TABLE customers (id INT); INSERT INTO customers VALUES (7);"
            + " CREATE ROLE "
            + readers()
            + "; GRANT SELECT ON orders, customers TO "
            + readers());
    balancer = new LoadBalancer();
    launch();
    launch();
    var database = new PGSimpleDataSource();
    database.setUrl(state.jdbcUrl());
    database.setUser(state.user());
    database.setPassword(state.password());
    book = TableBooks.over(database);
    approvals =
        new BookApprovals(book, Channel.NONE, Duration.ofSeconds(1), InstantSource.system());
  }

  /** Roles belong to the server and not to its databases. */
  private String readers() {
    return "readers_" + shop.jdbcUrl().replaceAll(".*/", "");
  }

  @AfterEach
  void close() throws Exception {
    instances.forEach(InstanceProcess::close);
    balancer.close();
    approvals.close();
    shop.run("DROP OWNED BY " + readers());
    shop.close();
    state.close();
    issuer.close();
  }

  private InstanceProcess launch() throws Exception {
    Map<String, Object> properties = RunningControlPlane.properties(state, issuer, DORA.issuer());
    String target = "jit.server.targets[0].";
    properties.put("jit.server.seal.current", "a");
    properties.put("jit.server.seal.keys.a", "c2FtcGxlLXNhbXBsZS1zYW1wbGUtc2FtcGxlLXNhbXA=");
    properties.put(target + "url", shop.jdbcUrl());
    properties.put(target + "broker", "mint");
    properties.put(target + "longest", "4s");
    properties.put(target + "settings.url", shop.jdbcUrl());
    properties.put(target + "settings.user", shop.user());
    properties.put(target + "settings.password", shop.password());
    properties.put(target + "settings.roles", readers());
    InstanceProcess instance = InstanceProcess.start(properties);
    instances.add(instance);
    balancer.add(instance.port());
    return instance;
  }

  private Connection connect(Subject subject) throws Exception {
    var settings = new Properties();
    String address = balancer.address().toString();
    settings.put(
        "jit.token", new SubjectTokens(issuer, InstantSource.system()).token(subject).reveal());
    settings.put("jit.subject.oidc.issuer", subject.issuer());
    settings.put("jit.subject.oidc.audience", TestIssuer.AUDIENCE);
    settings.put("jit.subject.oidc.jwks.file", file("keys.json", issuer.keySet()));
    settings.put("jit.policy.yaml.file", file("policy.yaml", POLICY));
    settings.put("jit.broker", "jit");
    settings.put("jit.broker.jit.address", address);
    settings.put("jit.approval", "jit");
    settings.put("jit.approval.jit.address", address);
    settings.put("jit.approval.wait", "2m");
    return DriverManager.getConnection(shop.jdbcUrl().replace("jdbc:", "jdbc:jit:"), settings);
  }

  private String file(String name, String text) throws Exception {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      Path fresh = Files.createTempFile(folder, name, "");
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file.toString();
  }

  private static int first(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  @Test
  void aRollingRestartUnderLoadFailsNoStatement() throws Exception {
    var work = new Work(3);

    for (InstanceProcess old : List.copyOf(instances)) {
      launch();
      balancer.remove(old.port());
      old.stop();
    }
    work.end();

    assertThat(work.failures).isEmpty();
    assertThat(work.done.get()).isGreaterThan(30);
  }

  /** Threads that read as somebody new again and again, who needs a lease of their own. */
  private final class Work {
    private final AtomicBoolean ends = new AtomicBoolean();
    private final AtomicInteger done = new AtomicInteger();
    private final ConcurrentLinkedQueue<Exception> failures = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads;

    Work(int count) {
      threads = Executors.newFixedThreadPool(count);
      for (int i = 0; i < count; i++) {
        String name = "worker-" + UUID.randomUUID() + '-';
        threads.execute(() -> read(name));
      }
    }

    private void read(String name) {
      for (int turn = 0; !ends.get(); turn++) {
        try (Connection connection = connect(person(name + turn, "analysts"))) {
          for (int i = 0; i < 3; i++) {
            first(connection, "SELECT COUNT(*) FROM orders");
            done.incrementAndGet();
          }
        } catch (Exception e) {
          failures.add(e);
        }
      }
    }

    void awaitMore(int statements) throws InterruptedException {
      int until = done.get() + statements;
      while (done.get() < until) {
        Thread.sleep(20);
      }
    }

    void end() throws InterruptedException {
      ends.set(true);
      threads.shutdown();
      assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  @Test
  void whoWaitsForAnAnswerGetsItFromTheInstanceThatIsLeft() throws Exception {
    try (Connection connection = connect(person("ann", "analysts"))) {
      CompletableFuture<Integer> waiting =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return first(connection, "SELECT id FROM customers");
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      String request = filed();

      instances.get(0).kill();
      approvals.answer(request, DORA, true, "");

      assertThat(waiting.get(1, TimeUnit.MINUTES)).isEqualTo(7);
      assertThat(book.find(request).orElseThrow().at(Instant.now()).status())
          .isEqualTo(Status.CONSUMED);
    }
  }

  private String filed() throws Exception {
    while (true) {
      List<RequestProgress> open = book.open(Instant.now());
      if (!open.isEmpty()) {
        assertThat(open).hasSize(1);
        return open.get(0).request().id();
      }
      Thread.sleep(50);
    }
  }

  @Test
  void noLoginOutlivesAnInstanceThatIsKilledWhileItLeases() throws Exception {
    var work = new Work(WORKERS);
    work.awaitMore(20);

    instances.get(1).kill();
    assertThat(logins("")).isPositive();
    work.awaitMore(20);
    work.end();

    awaitEndOfLogins();
  }

  /**
   * A lease lasts four seconds; whoever is left ends the logins of the other one as well. Those
   * that it was making when it died nobody was told of: they can do nothing any more, and the first
   * lease a minute later drops them.
   */
  private void awaitEndOfLogins() throws Exception {
    Instant end = Instant.now().plusSeconds(40);
    String good = " AND (u.rolvaliduntil IS NULL OR u.rolvaliduntil > now())";
    while ((logins("") > WORKERS || logins(good) > 0) && Instant.now().isBefore(end)) {
      Thread.sleep(200);
    }
    assertThat(logins("")).isLessThanOrEqualTo(WORKERS);
    assertThat(logins(good)).isZero();
  }

  private int logins(String condition) throws SQLException {
    try (Connection connection = shop.connect()) {
      return first(
          connection,
          "SELECT COUNT(*) FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid"
              + " JOIN pg_roles u ON u.oid = m.member WHERE u.rolcanlogin AND r.rolname = '"
              + readers()
              + '\''
              + condition);
    }
  }
}
