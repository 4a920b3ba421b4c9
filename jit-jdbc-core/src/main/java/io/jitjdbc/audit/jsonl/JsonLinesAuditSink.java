package io.jitjdbc.audit.jsonl;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditUnavailableException;

/**
 * Appends each event as one line of JSON, and returns when the line has left the process.
 *
 * <p>An event that was refused may be in the file nevertheless, whole or as a line that is cut off:
 * what was written is never taken back, because the file may be another process's too. A reader
 * skips what is not JSON.
 */
final class JsonLinesAuditSink implements AuditSink {
  private final GroupCommit lines;
  private final Format format;

  JsonLinesAuditSink(Lines file, Format format) {
    this.lines = new GroupCommit(file);
    this.format = format;
  }

  @Override
  public void record(AuditEvent event) throws AuditUnavailableException {
    lines.append((JSONObjectUtils.toJSONString(format.members(event)) + '\n').getBytes(UTF_8));
  }

  @Override
  public void close() {
    lines.close();
  }
}
