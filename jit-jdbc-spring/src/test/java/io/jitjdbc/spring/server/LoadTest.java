package io.jitjdbc.spring.server;

import static io.jitjdbc.testing.AccessRequests.person;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.access.Subject;
import io.jitjdbc.audit.EventFields;
import io.jitjdbc.testing.AuditEvents;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.SubjectTokens;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import io.jitjdbc.testing.TestIssuer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An instance over PostgreSQL under load: clients that lease and renew, drivers that bring events.
 * A few seconds and clients by default; {@code -Djit.load.seconds=60 -Djit.load.clients=500} for
 * the real thing, which prints what it took after {@code -Djit.load.warm-up} seconds.
 */
class LoadTest {
  private static final int SECONDS = Integer.getInteger("jit.load.seconds", 5);
  private static final int WARM_UP_SECONDS = Integer.getInteger("jit.load.warm-up", 0);
  private static final int CLIENTS = Integer.getInteger("jit.load.clients", 40);
  private static final int EVENTS_A_SECOND = Integer.getInteger("jit.load.events", 1000);
  private static final int BATCH = 500;
  private static final int PACE_SECONDS = 5;
  private static final Subject APPLICATION = person("application", "programs");

  private final TestIssuer issuer = TestIssuer.start();
  private final SubjectTokens tokens = new SubjectTokens(issuer, InstantSource.system());
  private final HttpClient client = HttpClient.newHttpClient();
  private final ConcurrentLinkedQueue<Long> leaseMicros = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Long> batchMicros = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong events = new AtomicLong();
  private final Queue<byte[]> batches = new ConcurrentLinkedQueue<>();
  private TestDatabase database;
  private InstanceProcess instance;

  @BeforeEach
  void start() throws Exception {
    // Before, so that making them up takes nothing from who is measured.
    for (int i = 0; i < (WARM_UP_SECONDS + SECONDS + 5) * EVENTS_A_SECOND / BATCH; i++) {
      batches.add(batch(i));
    }
    database = TestDatabases.open(DatabaseProduct.POSTGRESQL);
    Map<String, Object> properties =
        RunningControlPlane.properties(database, issuer, APPLICATION.issuer());
    properties.put("jit.server.seal.current", "a");
    properties.put("jit.server.seal.keys.a", "c2FtcGxlLXNhbXBsZS1zYW1wbGUtc2FtcGxlLXNhbXA=");
    properties.put("jit.server.targets[0].url", "jdbc:postgresql://db/shop");
    properties.put("jit.server.targets[0].broker", "static");
    properties.put("jit.server.targets[0].settings.user", "shop");
    properties.put("jit.server.targets[0].settings.password", "any");
    // A short run would measure nothing but the compiler that has yet to begin.
    List<String> options = SECONDS < 30 ? List.of("-XX:TieredStopAtLevel=1") : List.of();
    instance = InstanceProcess.start(options, properties);
  }

  @AfterEach
  void stop() throws Exception {
    instance.close();
    database.close();
    issuer.close();
  }

  @Test
  void leasesAndEventsAreServedSideBySideInBoundedMemory() throws Exception {
    ScheduledExecutorService work = Executors.newScheduledThreadPool(48);
    begin(work);
    TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
    leaseMicros.clear();
    batchMicros.clear();
    events.set(0);

    TimeUnit.SECONDS.sleep(SECONDS / 2);
    long early = residentMegabytes();
    TimeUnit.SECONDS.sleep(SECONDS - SECONDS / 2);
    long late = residentMegabytes();
    work.shutdownNow();
    assertThat(work.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

    report(early, late);
    assertThat(failures).isEmpty();
    assertThat(leaseMicros).hasSizeGreaterThan(CLIENTS / 2);
    assertThat(events.get()).isPositive();
  }

  private void begin(ScheduledExecutorService work) {
    String application = tokens.token(APPLICATION).reveal();
    for (int i = 0; i < CLIENTS; i++) {
      Subject person = person("client-" + i, "analysts");
      String token = tokens.token(person).reveal();
      long begin = 1000L * PACE_SECONDS * i / CLIENTS;
      var unused =
          work.scheduleAtFixedRate(
              () -> lease(person, token), begin, 1000L * PACE_SECONDS, TimeUnit.MILLISECONDS);
    }
    long everyMillis = 1000L * BATCH / EVENTS_A_SECOND;
    var unused =
        work.scheduleAtFixedRate(
            () -> work.execute(() -> bring(application)), 0, everyMillis, TimeUnit.MILLISECONDS);
  }

  private void report(long early, long late) {
    System.out.printf(
        "%d clients, %d s: %d leases, p50 %.1f ms, p99 %.1f ms; %d events, a batch of %d p99 %.1f"
            + " ms; %d MB resident halfway, %d MB at the end; %d failures%n",
        CLIENTS,
        SECONDS,
        leaseMicros.size(),
        percentile(leaseMicros, 50),
        percentile(leaseMicros, 99),
        events.get(),
        BATCH,
        percentile(batchMicros, 99),
        early,
        late,
        failures.size());
  }

  private void lease(Subject person, String token) {
    Map<String, Object> who = Map.of("issuer", person.issuer(), "id", person.id());
    String body =
        JSONObjectUtils.toJSONString(
            Map.of(
                "target",
                "jdbc:postgresql://db/shop",
                "subject",
                who,
                "actor",
                who,
                "purpose",
                "",
                "application",
                "load",
                "ttlSeconds",
                60));
    long begin = System.nanoTime();
    boolean isDone =
        isAnswered(
            201, "/v1/leases", token, BodyPublishers.ofString(body), "Accept: application/json");
    if (isDone) {
      leaseMicros.add((System.nanoTime() - begin) / 1000);
    }
  }

  private static byte[] batch(int number) {
    var lines = new ArrayList<String>();
    for (int i = 0; i < BATCH; i++) {
      lines.add(
          JSONObjectUtils.toJSONString(
              EventFields.of(AuditEvents.attributed("b" + number + "-" + i))));
    }
    return zipped("{\"log\":\"load\",\"events\":[" + String.join(",", lines) + "]}");
  }

  private void bring(String token) {
    byte[] body = batches.poll();
    if (body == null) {
      failures.add("there are no more events");
      return;
    }
    long begin = System.nanoTime();
    boolean isDone =
        isAnswered(
            200,
            "/v1/audit/events",
            token,
            BodyPublishers.ofByteArray(body),
            "Content-Encoding: gzip");
    if (isDone) {
      batchMicros.add((System.nanoTime() - begin) / 1000);
      events.addAndGet(BATCH);
    }
  }

  private boolean isAnswered(
      int status, String path, String token, HttpRequest.BodyPublisher body, String header) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + instance.port() + path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "\"" + UUID.randomUUID() + "\"")
            .header(header.substring(0, header.indexOf(':')), header.replaceFirst(".*: ", ""))
            .POST(body)
            .build();
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() == status) {
        return true;
      }
      failures.add(answer.statusCode() + " " + answer.body());
    } catch (IOException e) {
      failures.add(e.toString());
    } catch (InterruptedException e) {
      // The time is over.
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private static byte[] zipped(String text) {
    var out = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(out)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static double percentile(ConcurrentLinkedQueue<Long> micros, int percent) {
    long[] sorted = micros.stream().mapToLong(Long::longValue).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) * percent / 100] / 1000.0;
  }

  /** Of the instance; 0 where the system does not say. */
  private long residentMegabytes() throws IOException {
    Path status = Path.of("/proc", String.valueOf(instance.pid()), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }
}
