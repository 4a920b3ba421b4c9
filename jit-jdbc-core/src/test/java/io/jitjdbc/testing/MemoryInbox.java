package io.jitjdbc.testing;

import io.jitjdbc.audit.AuditUnavailableException;
import io.jitjdbc.audit.protocol.AuditInbox;
import io.jitjdbc.audit.protocol.ReceivedEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What drivers brought, in memory. Thread-safe. */
public final class MemoryInbox implements AuditInbox {
  private final Map<String, ReceivedEvent> events = new LinkedHashMap<>();
  private final Map<String, Map<Integer, String>> ledgers = new TreeMap<>();
  private boolean broken;

  @Override
  public synchronized int keep(String sender, List<ReceivedEvent> brought)
      throws AuditUnavailableException {
    requireWell();
    int before = events.size();
    brought.forEach(event -> events.putIfAbsent(event.id(), event));
    return events.size() - before;
  }

  @Override
  public synchronized boolean anchor(String sender, String log, int from, List<String> lines)
      throws AuditUnavailableException {
    requireWell();
    Map<Integer, String> known = ledgers.computeIfAbsent(sender + '/' + log, n -> new TreeMap<>());
    for (int i = 0; i < lines.size(); i++) {
      String there = known.putIfAbsent(from + i, lines.get(i));
      if (there != null && !there.equals(lines.get(i))) {
        return false;
      }
    }
    return true;
  }

  private void requireWell() throws AuditUnavailableException {
    if (broken) {
      throw new AuditUnavailableException("the disk is full");
    }
  }

  /** Whether nothing can be kept for now. */
  public synchronized void broken(boolean is) {
    broken = is;
  }

  /** In the order in which they came first. */
  public synchronized List<ReceivedEvent> events() {
    return List.copyOf(events.values());
  }

  /** The lines of a log that a sender brought. */
  public synchronized List<String> ledger(String sender, String log) {
    return List.copyOf(ledgers.getOrDefault(sender + '/' + log, Map.of()).values());
  }
}
