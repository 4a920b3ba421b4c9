package io.jitjdbc.spring.server.audit;

import io.jitjdbc.audit.protocol.ReceivedEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps count of each log while its events and lines are kept; in their transaction. */
final class LogRows {
  /** Whoever brings forged lines again and again shall not fill the database. */
  private static final int MOST_FORKS = 20;

  private final JdbcClient client;

  LogRows(JdbcClient client) {
    this.client = client;
  }

  /** Events that are new. */
  void events(String sender, Collection<ReceivedEvent> events) {
    Map<String, List<ReceivedEvent>> byLog =
        events.stream()
            .collect(Collectors.groupingBy(ReceivedEvent::log, TreeMap::new, Collectors.toList()));
    byLog.forEach(
        (log, its) -> {
          begin(sender, log);
          Instant first = its.stream().map(ReceivedEvent::time).min(Instant::compareTo).get();
          Instant last = its.stream().map(ReceivedEvent::time).max(Instant::compareTo).get();
          client
              .sql(
                  "UPDATE jit_log SET events = events + :count,"
                      + " first_event = LEAST(COALESCE(first_event, :first), :first),"
                      + " last_event = GREATEST(COALESCE(last_event, :last), :last)"
                      + " WHERE log = :log")
              .param("count", its.size())
              .param("first", first.atOffset(ZoneOffset.UTC))
              .param("last", last.atOffset(ZoneOffset.UTC))
              .param("log", log)
              .update();
        });
  }

  /** Lines that are new, up to that number. */
  void lines(String sender, String log, int until) {
    begin(sender, log);
    client
        .sql(
            "UPDATE jit_log SET lines = GREATEST(lines, :until), changes = changes + 1"
                + " WHERE log = :log")
        .param("until", until)
        .param("log", log)
        .update();
  }

  /** A line that contradicts what was brought before; the same one is kept once. */
  void fork(String sender, String log, int line, String text) {
    begin(sender, log);
    client
        .sql(
            "INSERT INTO jit_log_fork (log, at, sender, line, signed)"
                + " SELECT log, CURRENT_TIMESTAMP, :sender, :line, :text FROM jit_log"
                + " WHERE log = :log"
                + " AND (SELECT COUNT(*) FROM jit_log_fork WHERE log = :log) < "
                + MOST_FORKS
                + " AND NOT EXISTS (SELECT 1 FROM jit_log_fork"
                + " WHERE log = :log AND sender = :sender AND line = :line AND signed = :text)")
        .param("log", log)
        .param("sender", sender)
        .param("line", line)
        .param("text", text)
        .update();
  }

  /** Two that begin the same log at once disturb each other; the caller tries again. */
  private void begin(String sender, String log) {
    int known =
        client
            .sql("SELECT COUNT(*) FROM jit_log WHERE log = :log")
            .param("log", log)
            .query(Integer.class)
            .single();
    if (known == 0) {
      client
          .sql(
              "INSERT INTO jit_log (log, sender, events, lines, changes, looked, pins, chain,"
                  + " verified, frames, closed, vouching, went_back, broken) VALUES"
                  + " (:log, :sender, 0, 0, 0, 0, '', '', 0, 0, FALSE, 'NOBODY', 0, '')")
          .param("log", log)
          .param("sender", sender)
          .update();
    }
  }
}
