package io.jitjdbc.cli.audit;

import io.jitjdbc.audit.reading.RecordedEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Statements that were decided and are not over. Of those whose end is on no record, because the
 * process died, only the latest are kept.
 */
final class OpenStatements {
  private static final int MOST = 1 << 13;

  private final Map<String, RecordedEvent> decided =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RecordedEvent> eldest) {
          return size() > MOST;
        }
      };

  void add(RecordedEvent event) {
    if (event.type().equals("statement.decided")) {
      decided.put(event.statementId(), event);
    }
  }

  /** The decision, if it was not taken yet. */
  Optional<RecordedEvent> take(String statement) {
    return Optional.ofNullable(decided.remove(statement));
  }

  Optional<RecordedEvent> find(String statement) {
    return Optional.ofNullable(decided.get(statement));
  }

  void forgetIfFinished(RecordedEvent event) {
    if (event.type().equals("statement.finished")) {
      decided.remove(event.statementId());
    }
  }
}
