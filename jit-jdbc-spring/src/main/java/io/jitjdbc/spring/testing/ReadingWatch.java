package io.jitjdbc.spring.testing;

import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.spring.client.AuditWatch;
import java.util.ArrayList;
import java.util.List;

/** Hears what is decided about the statements of a thread while it listens for them. */
final class ReadingWatch implements AuditWatch {
  private static final ThreadLocal<List<AuditEvent>> HEARD = new ThreadLocal<>();

  @Override
  public AuditSink sink() {
    return event -> {
      List<AuditEvent> listening = HEARD.get();
      if (listening != null) {
        listening.add(event);
      }
    };
  }

  /** Begins to listen, on the calling thread. */
  void begin() {
    HEARD.set(new ArrayList<>());
  }

  /** Ends it. */
  List<AuditEvent> end() {
    List<AuditEvent> all = HEARD.get();
    HEARD.remove();
    return all == null ? List.of() : List.copyOf(all);
  }
}
