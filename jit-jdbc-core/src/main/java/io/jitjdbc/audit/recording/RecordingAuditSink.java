package io.jitjdbc.audit.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditLog;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditUnavailableException;
import io.jitjdbc.audit.EventFields;
import io.jitjdbc.audit.Recorded;
import io.jitjdbc.audit.Recorded.BoundValues;
import io.jitjdbc.audit.Recorded.ResultEnded;
import io.jitjdbc.audit.Recorded.ResultRead;
import io.jitjdbc.audit.recording.format.Compressor;
import io.jitjdbc.audit.recording.format.FrameType;
import java.util.Optional;

/**
 * Keeps events and recordings in this process's own log.
 *
 * <p><b>Guarantees</b>: whatever {@link #record} returned from, and every part of a result whose
 * end was accepted, survives the death of the process, and that of the machine too where the log
 * has to reach the disk. Nothing that is in the log can be changed, dropped, inserted or moved
 * without {@code jit audit verify} naming the place, a second after it was written. <b>Does not
 * protect against</b> somebody who may write where it is written cutting off the log's end, or all
 * of it: that takes a copy of the ledger elsewhere.
 */
final class RecordingAuditSink implements AuditSink {
  private final LogWriter writer;
  private final AuditLog log;
  private final SealAtExit atExit;
  private final Compressor compressor = new Compressor();
  private final Payloads payloads = new Payloads(compressor);

  RecordingAuditSink(LogWriter writer, AuditLog log) {
    this.writer = writer;
    this.log = log;
    this.atExit = new SealAtExit(writer);
  }

  @Override
  public void record(AuditEvent event) throws AuditUnavailableException {
    atExit.arm();
    writer.keep(item(event));
  }

  @Override
  public void note(AuditEvent event) throws AuditUnavailableException {
    atExit.arm();
    writer.add(item(event));
  }

  @Override
  public boolean keepsRecordings() {
    return true;
  }

  @Override
  public void keep(Recorded part) throws AuditUnavailableException {
    Item item = part.fold(payloads);
    if (part instanceof ResultEnded || part instanceof BoundValues) {
      writer.keep(item);
      return;
    }
    if (part instanceof ResultRead) {
      // Reads are not carried over while nothing can be written: the rows are not handed out.
      writer.requireWell();
    }
    writer.add(item);
  }

  private Item item(AuditEvent event) {
    byte[] fields = JSONObjectUtils.toJSONString(EventFields.of(event)).getBytes(UTF_8);
    boolean isLast = event instanceof AuditEvent.SessionClosed;
    return new Item(
        event.header().session(), FrameType.EVENT, Piece.of(fields, compressor), isLast);
  }

  @Override
  public Optional<AuditLog> log() {
    return Optional.of(log);
  }

  @Override
  public void close() {
    writer.close();
    atExit.disarm();
  }
}
