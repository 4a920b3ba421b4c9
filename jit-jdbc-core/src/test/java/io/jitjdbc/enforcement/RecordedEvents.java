package io.jitjdbc.enforcement;

import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditEvent.Ruling;
import io.jitjdbc.audit.AuditEvent.StatementDecided;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditUnavailableException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A sink that remembers, and that can be made to fail. */
final class RecordedEvents implements AuditSink {
  private final List<AuditEvent> all = new CopyOnWriteArrayList<>();
  private volatile Failure failure = () -> {};
  volatile boolean closed;

  @FunctionalInterface
  interface Failure {
    void happen() throws AuditUnavailableException;
  }

  @Override
  public void record(AuditEvent event) throws AuditUnavailableException {
    failure.happen();
    all.add(event);
  }

  @Override
  public void close() {
    closed = true;
  }

  /** From now on nothing is kept. */
  void isFull() {
    failWith(
        () -> {
          throw new AuditUnavailableException("the disk is full");
        });
  }

  void failWith(Failure next) {
    failure = next;
  }

  List<AuditEvent> all() {
    return all;
  }

  <E extends AuditEvent> List<E> of(Class<E> type) {
    return all.stream().filter(type::isInstance).map(type::cast).toList();
  }

  List<String> types() {
    return all.stream().map(AuditEvent::type).toList();
  }

  StatementDecided lastDecided() {
    List<StatementDecided> decided = of(StatementDecided.class);
    return decided.get(decided.size() - 1);
  }

  Ruling lastRuling() {
    return lastDecided().ruling();
  }
}
