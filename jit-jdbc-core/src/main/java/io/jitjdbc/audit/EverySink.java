package io.jitjdbc.audit;

import java.util.List;
import java.util.Optional;

/** Accepts what every one of its sinks accepts. */
final class EverySink implements AuditSink {
  private final List<AuditSink> sinks;
  private final List<AuditSink> keepers;

  EverySink(List<AuditSink> sinks) {
    this.sinks = List.copyOf(sinks);
    this.keepers = sinks.stream().filter(AuditSink::keepsRecordings).toList();
    if (sinks.isEmpty()) {
      throw new IllegalArgumentException("without a sink nothing would be recorded");
    }
  }

  @Override
  public void record(AuditEvent event) throws AuditUnavailableException {
    for (AuditSink sink : sinks) {
      sink.record(event);
    }
  }

  @Override
  public void note(AuditEvent event) throws AuditUnavailableException {
    for (AuditSink sink : sinks) {
      sink.note(event);
    }
  }

  @Override
  public boolean keepsRecordings() {
    return !keepers.isEmpty();
  }

  @Override
  public void keep(Recorded part) throws AuditUnavailableException {
    if (keepers.isEmpty()) {
      AuditSink.super.keep(part);
    }
    for (AuditSink keeper : keepers) {
      keeper.keep(part);
    }
  }

  @Override
  public Optional<AuditLog> log() {
    return AuditLog.among(sinks);
  }

  @Override
  public List<AuditBacklog> backlogs() {
    return sinks.stream().flatMap(sink -> sink.backlogs().stream()).toList();
  }

  @Override
  public void close() {
    sinks.forEach(AuditSink::close);
  }
}
