package io.jitjdbc.audit;

import java.util.List;

/** Accepts what every one of its sinks accepts. */
final class EverySink implements AuditSink {
  private final List<AuditSink> sinks;

  EverySink(List<AuditSink> sinks) {
    this.sinks = List.copyOf(sinks);
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
  public void close() {
    sinks.forEach(AuditSink::close);
  }
}
