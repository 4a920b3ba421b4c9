package io.jitjdbc.audit.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jitjdbc.audit.recording.format.FrameCipher;
import io.jitjdbc.audit.recording.format.FrameLabel;
import io.jitjdbc.audit.recording.format.FrameType;
import io.jitjdbc.audit.recording.format.FrameWriter;
import io.jitjdbc.audit.recording.format.LedgerEntry;
import io.jitjdbc.audit.recording.format.LedgerSigner;
import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.format.SegmentHeader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A log that is being written, by one thread. What fails ends it: it is abandoned as it is, and
 * another log goes on.
 */
final class OpenLog {
  private final LogPlan plan;
  private final Home home;
  private final LedgerFile ledger;
  private final SessionNumbers sessions = new SessionNumbers();
  private SegmentFile segment;
  private long sequence;

  /** What has been signed for: sequence, bytes of the segment, and when. */
  private long signedSequence;

  private long signedBytes;
  private long signedAt;

  /** Where the log is, and what keeps others away from it. */
  private record Home(LogName name, LogFiles files, FileChannel lock) {}

  private OpenLog(LogPlan plan, Home home, LedgerFile ledger, SegmentFile segment) {
    this.plan = plan;
    this.home = home;
    this.ledger = ledger;
    this.segment = segment;
  }

  /** Begins a log in that directory, which is there afterwards; if it fails, nothing is left. */
  static OpenLog start(LogPlan plan, Path root, long now) throws IOException {
    LogName name = LogName.fresh(now);
    var files = new LogFiles(root.resolve(name.toString()));
    OwnFiles.createDirectory(files.directory());
    var opened = new ArrayList<Closeable>();
    try {
      OpenLog log = begun(plan, new Home(name, files, locked(files, opened)), opened, now);
      OwnFiles.sync(root);
      opened.clear();
      return log;
    } finally {
      if (!opened.isEmpty()) {
        close(opened);
        // On a full disk, one a second would be left.
        OwnFiles.discard(files.directory());
      }
    }
  }

  private static OpenLog begun(LogPlan plan, Home home, List<Closeable> opened, long now)
      throws IOException {
    LogName name = home.name();
    LedgerSigner first = LedgerSigner.fresh();
    LedgerFile ledger = LedgerFile.create(home.files(), plan.signer().orElse(first));
    opened.add(ledger);
    ledger.add(
        new LedgerEntry.Genesis(name.host(), name.process(), version(), first.publicKey()), now);
    ledger.signedBy(first);
    SegmentFile segment = segment(plan, home, 1, now, 0);
    opened.add(segment);
    var log = new OpenLog(plan, home, ledger, segment);
    log.begin(now);
    return log;
  }

  private static FileChannel locked(LogFiles files, List<Closeable> opened) throws IOException {
    FileChannel lock = OwnFiles.create(files.lock());
    opened.add(lock);
    FileLock held = lock.tryLock();
    if (held == null) {
      throw new IOException("somebody else holds the lock of a log that is new");
    }
    return lock;
  }

  private static String version() {
    String version = OpenLog.class.getPackage().getImplementationVersion();
    return version == null ? "" : version;
  }

  private static SegmentFile segment(LogPlan plan, Home home, int number, long now, long sequence)
      throws IOException {
    LogFiles files = home.files();
    var key = SegmentKey.fresh(plan.recipients());
    key.write(files.key(number));
    var header = new SegmentHeader(home.name().id(), number, now, key.note());
    FrameWriter frames =
        key.secret()
            .map(secret -> FrameWriter.with(new FrameCipher(secret, header)))
            .orElseGet(FrameWriter::plain);
    return SegmentFile.create(files.segment(number), header, frames, sequence);
  }

  private void begin(long now) throws IOException {
    segment.commit(true);
    OwnFiles.sync(home.files().directory());
    sessions.forget();
    signedBytes = 0;
    checkpoint(now);
  }

  LogFiles files() {
    return home.files();
  }

  /** Takes what the next {@link #commit} keeps. */
  void add(Item item, long now) {
    int session = sessions.of(item.session());
    if (sessions.isNew()) {
      add(FrameType.SESSION, Piece.whole(item.session().getBytes(UTF_8)), session, now);
    }
    for (Piece piece : item.pieces()) {
      add(item.type(), piece, session, now);
    }
    if (item.isLast()) {
      sessions.remove(item.session());
    }
  }

  private void add(FrameType type, Piece piece, int session, long now) {
    segment.add(new FrameLabel(type, ++sequence, now, session, piece.isContinued()), piece.body());
  }

  /** Keeps what was added for good. */
  void commit() throws IOException {
    segment.commit(plan.disk());
  }

  /** Does what is due after a commit, or without one. */
  void tend(long now) throws IOException {
    LogPlan.Pace pace = plan.pace();
    boolean isFull = segment.bytes() >= pace.segmentBytes();
    if (isFull || now - segment.created() >= pace.segmentAge().toMillis()) {
      roll(isFull ? "size" : "age", now);
    } else if (now - signedAt >= pace.heartbeat().toMillis()) {
      add(FrameType.HEARTBEAT, Piece.whole(new byte[0]), 0, now);
      commit();
      checkpoint(now);
    } else if (sequence > signedSequence && isCheckpointDue(now)) {
      checkpoint(now);
    }
  }

  private boolean isCheckpointDue(long now) {
    return now - signedAt >= plan.pace().checkpoint().toMillis()
        || segment.bytes() - signedBytes >= LogPlan.Pace.CHECKPOINT_BYTES
        // The clock went back.
        || now < signedAt;
  }

  /** Signs an entry about something else than this log's segments. */
  void sign(LedgerEntry entry, long now) throws IOException {
    ledger.add(entry, now);
  }

  /** How many lines its ledger has. */
  long lines() {
    return ledger.lines();
  }

  private void checkpoint(long now) throws IOException {
    if (!plan.disk()) {
      // What is signed for has to be there, or it would look as if somebody had cut it off.
      segment.commit(true);
    }
    ledger.add(new LedgerEntry.Checkpoint(segment.extent()), now);
    signed(now);
  }

  private void signed(long now) {
    signedSequence = sequence;
    signedBytes = segment.bytes();
    signedAt = now;
  }

  private void roll(String reason, long now) throws IOException {
    LedgerSigner next = LedgerSigner.fresh();
    segment.commit(true);
    ledger.add(new LedgerEntry.Seal(segment.extent(), reason, Optional.of(next.publicKey())), now);
    ledger.signedBy(next);
    segment.close();
    segment = segment(plan, home, segment.number() + 1, now, sequence);
    begin(now);
  }

  /** Ends the log in good order: nothing will ever be added. */
  void seal(long now) throws IOException {
    segment.commit(true);
    ledger.add(new LedgerEntry.Seal(segment.extent(), "closed", Optional.empty()), now);
    abandon();
  }

  /** Lets go of it as it is. */
  void abandon() {
    close(List.of(segment, ledger, home.lock()));
    try {
      Files.deleteIfExists(home.files().lock());
    } catch (IOException e) {
      // It is not locked any more.
    }
  }

  private static void close(List<? extends Closeable> all) {
    for (Closeable each : all) {
      try {
        each.close();
      } catch (IOException e) {
        // Everything that was promised is on disk already.
      }
    }
  }
}
