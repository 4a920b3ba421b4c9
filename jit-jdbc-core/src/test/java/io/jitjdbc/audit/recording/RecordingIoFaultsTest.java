package io.jitjdbc.audit.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.recording.format.FrameType;
import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.reading.LogDirectories;
import io.jitjdbc.audit.recording.reading.LogRecord;
import io.jitjdbc.audit.recording.reading.LogRecords;
import io.jitjdbc.audit.recording.reading.ReadingKeys;
import io.jitjdbc.audit.recording.verification.Finding.Kind;
import io.jitjdbc.audit.recording.verification.LogReport;
import io.jitjdbc.audit.recording.verification.LogsVerifier;
import io.jitjdbc.audit.recording.verification.Trust;
import io.jitjdbc.testing.AuditEvents;
import java.io.File;
import java.io.InputStream;
import java.nio.MappedByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The system calls of a process that records fail at random, or write less than they were asked to:
 * {@code -Djit.io.faults=21} rounds of some seconds each, on Linux with a C compiler.
 */
@EnabledOnOs(OS.LINUX)
@EnabledIfSystemProperty(named = "jit.io.faults", matches = "\\d+")
class RecordingIoFaultsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long SEED = Long.getLong("jit.seed", 20_261_128L);

  /** What fails, and how often of 10,000 calls. */
  private static final List<Map<String, Integer>> FAULTS =
      List.of(
          Map.of("write", 30),
          Map.of("short", 5000),
          Map.of("sync", 30),
          Map.of("open", 500),
          Map.of("close", 500, "unlink", 2000),
          Map.of("mkdir", 3000, "write", 30),
          Map.of("write", 20, "short", 2000, "sync", 20, "open", 100, "close", 100, "unlink", 500));

  @TempDir Path place;

  private final Random random = new Random(SEED);
  private Path library;
  private ECKey reader;

  @BeforeEach
  void canBeBuilt() throws Exception {
    Path source = place.resolve("faults.c");
    try (InputStream code = getClass().getResourceAsStream("faults.c")) {
      Files.copy(Objects.requireNonNull(code), source);
    }
    library = place.resolve("faults.so");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/cc")), "there is no C compiler");
    var build =
        List.of("cc", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl");
    assertThat(new ProcessBuilder(build).inheritIO().start().waitFor()).isZero();
    reader = new ECKeyGenerator(Curve.P_256).keyID("reader").generate();
  }

  @Test
  void whateverWasAcceptedIsThereAndVerifies() throws Exception {
    for (int round = 0; round < Integer.getInteger("jit.io.faults"); round++) {
      Map<String, Integer> faults = FAULTS.get(round % FAULTS.size());
      Path own = Files.createDirectory(place.resolve("round-" + round));
      Path root = Files.createDirectory(own.resolve("logs"));
      Path spill = Files.createDirectory(own.resolve("spill"));
      List<Path> roots = round % 2 == 0 ? List.of(root) : List.of(root, spill);

      Set<String> accepted = accepted(own.resolve("board"), roots, faults);

      String told = "round " + round + " with " + faults;
      verify(roots, told);
      var missing = new HashSet<>(accepted);
      missing.removeAll(kept(roots));
      assertThat(missing).as(told).isEmpty();
      goOn(roots);
      verify(roots, told + ", after another process");
      System.out.printf(
          "%s: %d accepted, %d logs%n", told, accepted.size(), LogDirectories.in(root).size());
    }
  }

  private Set<String> accepted(Path file, List<Path> roots, Map<String, Integer> faults)
      throws Exception {
    MappedByteBuffer board = FaultyJvm.board(file);
    Process process = start(file, roots, faults);
    try {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!FaultyJvm.isReady(board)) {
        assertThat(System.nanoTime()).as("it does not start").isLessThan(end);
        Thread.sleep(20);
      }
      Thread.sleep(4000 + random.nextInt(2000));
      if (random.nextBoolean()) {
        FaultyJvm.stop(board);
        process.waitFor(30, TimeUnit.SECONDS);
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    return accepted(board);
  }

  private Process start(Path board, List<Path> roots, Map<String, Integer> faults)
      throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(FaultyJvm.class.getName());
    command.add(board.toString());
    command.add(reader.toPublicJWK().toJSONString());
    roots.forEach(root -> command.add(root.toString()));
    var builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.put("LD_PRELOAD", library.toString());
    environment.put("JIT_FAULTS_UNDER", board.getParent() + File.separator);
    environment.put("JIT_FAULTS_BOARD", board.toString());
    environment.put("JIT_FAULTS_SEED", String.valueOf(random.nextInt(1_000_000)));
    faults.forEach((name, odds) -> environment.put("JIT_FAULTS_" + name, String.valueOf(odds)));
    return builder
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.appendTo(place.resolve("err").toFile()))
        .start();
  }

  private static Set<String> accepted(MappedByteBuffer board) {
    var accepted = new HashSet<String>();
    for (int thread = 0; thread < FaultyJvm.THREADS; thread++) {
      for (int number = 0; number < FaultyJvm.MOST; number++) {
        if (board.get(FaultyJvm.place(thread, number)) == FaultyJvm.ACCEPTED) {
          String name = FaultyJvm.name(thread, number);
          if (number % 3 != 0) {
            accepted.add(name);
          } else {
            accepted.add(name + "-b");
            for (int part = 0; part < FaultyJvm.PARTS; part++) {
              accepted.add(FaultyJvm.part(thread, number, part));
            }
          }
        }
      }
    }
    return accepted;
  }

  private Set<String> kept(List<Path> roots) throws Exception {
    ReadingKeys keys = ReadingKeys.of(reader.toJSONString());
    var kept = new HashSet<String>();
    for (Path root : roots) {
      for (LogFiles log : LogDirectories.in(root)) {
        try (LogRecords records = LogRecords.of(log, keys)) {
          for (Optional<LogRecord> next = records.next(); next.isPresent(); next = records.next()) {
            kept(next.get()).ifPresent(kept::add);
          }
        }
      }
    }
    return kept;
  }

  private static Optional<String> kept(LogRecord record) throws Exception {
    if (record.type() == FrameType.EVENT) {
      String id = (String) JSONObjectUtils.parse(record.text()).get("id");
      return Optional.of(AuditEvents.name(id));
    }
    boolean holdsCells =
        record.type() == FrameType.RESULT_READ || record.type() == FrameType.BOUND_VALUES;
    if (holdsCells && record.isReadable()) {
      byte[] payload = record.payload();
      int begin = 2 * Long.BYTES + Integer.BYTES;
      return Optional.of(new String(payload, begin, payload.length - begin, UTF_8));
    }
    return Optional.empty();
  }

  private static void verify(List<Path> roots, String told) throws Exception {
    for (Path root : roots) {
      for (LogReport report : new LogsVerifier(Trust.NOBODY).verify(root, List.of())) {
        assertThat(report.findings())
            .as(told)
            .noneMatch(finding -> Set.of(Kind.TAMPERED, Kind.GAP).contains(finding.kind()));
        assertThat(report.worst() == Kind.TORN && report.isSealed()).as(told).isFalse();
      }
    }
  }

  /** Another process signs for how these logs have ended. */
  private void goOn(List<Path> roots) throws Exception {
    for (Path root : roots) {
      try (AuditSink sink = FaultyJvm.sink(List.of(root), reader.toPublicJWK())) {
        sink.record(AuditEvents.named("after"));
        Thread.sleep(1000);
      }
    }
  }
}
