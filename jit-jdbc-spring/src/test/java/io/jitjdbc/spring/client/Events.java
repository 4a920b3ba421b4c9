package io.jitjdbc.spring.client;

import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditEvent.StatementDecided;
import io.jitjdbc.audit.AuditSink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A sink that keeps events for a test to look at. */
final class Events implements AuditSink {
  private final List<AuditEvent> all = new CopyOnWriteArrayList<>();

  @Override
  public void record(AuditEvent event) {
    all.add(event);
  }

  private List<StatementDecided> decided() {
    return all.stream()
        .filter(StatementDecided.class::isInstance)
        .map(StatementDecided.class::cast)
        .toList();
  }

  /** Why statements ran, in their order. */
  List<String> purposes() {
    return decided().stream().map(event -> event.statement().purpose()).toList();
  }

  /** For whom statements ran, by id, in their order. */
  List<String> subjects() {
    return decided().stream().map(event -> event.header().subject().id()).toList();
  }
}
