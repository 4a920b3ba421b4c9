package io.jitjdbc.audit.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.JWK;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditUnavailableException;
import io.jitjdbc.audit.EventId;
import io.jitjdbc.audit.Recorded;
import io.jitjdbc.audit.cells.Cells;
import io.jitjdbc.testing.AuditEvents;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Another Java process whose system calls fail at random while it records events and results from
 * several threads. What was accepted it says through shared memory: its own output could fail too.
 */
final class FaultyJvm {
  static final int THREADS = 4;
  static final int PARTS = 3;
  static final int MOST = 50_000;
  static final int BYTES = 2 + THREADS * MOST;
  static final byte ACCEPTED = 1;
  private static final byte REFUSED = 2;
  private static final int READY = 0;
  private static final int STOP = 1;
  private static final int WARM_UP = 200;

  /** Segments end and checkpoints are due as often as can be. */
  private static final LogPlan.Pace PACE =
      new LogPlan.Pace(
          Duration.ofMillis(50), Duration.ofMillis(300), Duration.ofSeconds(2), 64 << 10);

  private FaultyJvm() {}

  static MappedByteBuffer board(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES);
    }
  }

  static int place(int thread, int number) {
    return 2 + thread * MOST + number;
  }

  static boolean isReady(MappedByteBuffer board) {
    return board.get(READY) != 0;
  }

  static void stop(MappedByteBuffer board) {
    board.put(STOP, (byte) 1);
  }

  /** Where several directories are named, they are the main one and the one to go on in. */
  static AuditSink sink(List<Path> roots, JWK reader) {
    var plan = new LogPlan(roots, Optional.empty(), List.of(reader), true, PACE);
    var current = new CurrentLog(plan, InstantSource.system());
    var logs = new ShippableLogs(roots, current::wrote);
    return new RecordingAuditSink(new LogWriter(current, logs::grew), logs);
  }

  /** Runs in the other process: the board, the public key of a reader, and the directories. */
  public static void main(String[] arguments) throws Exception {
    MappedByteBuffer board = board(Path.of(arguments[0]));
    var roots = new ArrayList<Path>();
    for (int i = 2; i < arguments.length; i++) {
      roots.add(Path.of(arguments[i]));
    }
    var threads = new ArrayList<Thread>();
    try (AuditSink sink = sink(roots, JWK.parse(arguments[1]))) {
      for (int thread = 0; thread < THREADS; thread++) {
        int own = thread;
        threads.add(new Thread(() -> record(sink, board, own)));
      }
      threads.forEach(Thread::start);
      for (Thread each : threads) {
        each.join();
      }
    }
  }

  private static void record(AuditSink sink, MappedByteBuffer board, int thread) {
    for (int number = 0; number < MOST && board.get(STOP) == 0; number++) {
      byte outcome = ACCEPTED;
      try {
        record(sink, thread, number);
      } catch (AuditUnavailableException e) {
        outcome = REFUSED;
        rest();
      }
      board.put(place(thread, number), outcome);
      if (number == WARM_UP) {
        board.put(READY, (byte) 1);
      }
    }
  }

  private static void record(AuditSink sink, int thread, int number)
      throws AuditUnavailableException {
    if (number % 3 != 0) {
      sink.record(AuditEvents.named(name(thread, number)));
      return;
    }
    var statement = new EventId("t" + thread, number);
    sink.keep(new Recorded.BoundValues(statement, cells(name(thread, number) + "-b")));
    sink.keep(new Recorded.ResultOpened(statement, 1, List.of()));
    for (int part = 0; part < PARTS; part++) {
      sink.keep(new Recorded.ResultRead(statement, 1, cells(part(thread, number, part))));
    }
    sink.keep(new Recorded.ResultEnded(statement, 1, "exhausted", PARTS));
  }

  static String name(int thread, int number) {
    return thread + "-" + number;
  }

  static String part(int thread, int number, int part) {
    return name(thread, number) + "-r" + part + "-" + "x".repeat(part * 1000);
  }

  private static Cells cells(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return Cells.copyOf(bytes, bytes.length);
  }

  private static void rest() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
