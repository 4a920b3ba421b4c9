package io.jitjdbc.benchmarks;

import io.jitjdbc.access.Subject;
import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditSinkProvider;
import io.jitjdbc.audit.AuditUnavailableException;
import io.jitjdbc.audit.EventHeader;
import io.jitjdbc.audit.EventId;
import io.jitjdbc.policy.PolicyMode;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** How many decisions a second are on record, each before its statement would run. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DurableAuditBenchmark {
  private static final Subject ANALYST =
      new Subject("https://idp.example", "ana", "ana@example.org", Set.of("analysts"));

  @Param({"recording", "jsonl"})
  public String sink = "";

  /** Whether the disk has it, or the operating system. */
  @Param({"true", "false"})
  public String fsync = "";

  private final AtomicLong number = new AtomicLong();
  private Path directory;
  private AuditSink audit;

  /** In the working directory, because a temporary one may be in memory. */
  @Setup
  public void open() throws IOException {
    directory = Files.createTempDirectory(Path.of("").toAbsolutePath(), "audit");
    Map<String, String> place =
        sink.equals("jsonl")
            ? Map.of("file", directory.resolve("audit.jsonl").toString(), "fsync", fsync)
            : Map.of("directory", directory.toString(), "fsync", fsync);
    audit =
        Providers.named(AuditSinkProvider.class, "jit.audit", sink)
            .create(SettingValues.of("jit.audit." + sink + '.', place));
  }

  @TearDown
  public void close() throws IOException {
    audit.close();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  @Benchmark
  @Threads(1)
  public void oneThread() throws AuditUnavailableException {
    audit.record(decision());
  }

  @Benchmark
  @Threads(16)
  public void sixteenThreads() throws AuditUnavailableException {
    audit.record(decision());
  }

  @Benchmark
  @Threads(64)
  public void sixtyFourThreads() throws AuditUnavailableException {
    audit.record(decision());
  }

  private AuditEvent decision() {
    var id = new EventId("session", number.incrementAndGet());
    var statement =
        new AuditEvent.StatementFacts(
            id,
            "SELECT",
            "SELECT id, name, email FROM customers WHERE region = ?",
            "4c1f0a6e7b7d1f0c53b1a1d7b3f8b0e2c7a9d6e5f4c3b2a190817263544536f7",
            List.of("SELECT shop.customers.email", "SELECT shop.customers.name"),
            "TICKET-7",
            List.of(),
            List.of("id: shop.customers.id", "email: shop.customers.email"));
    var ruling =
        new AuditEvent.Ruling(
            PolicyMode.ENFORCE,
            "permit",
            "analysts",
            "v1",
            "",
            List.of("email: partial (pii.email)"));
    return new AuditEvent.StatementDecided(
        new EventHeader(id, Instant.ofEpochMilli(1_795_000_000_000L), ANALYST, ANALYST),
        statement,
        ruling);
  }
}
