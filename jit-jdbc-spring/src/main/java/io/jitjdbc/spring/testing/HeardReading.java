package io.jitjdbc.spring.testing;

import io.jitjdbc.audit.AuditEvent.StatementDecided;
import io.jitjdbc.audit.AuditEvent.StatementFinished;
import io.jitjdbc.spring.client.SomeEvents;
import java.util.Set;
import java.util.TreeSet;

/** What events of statements say of how columns were read. */
final class HeardReading implements SomeEvents {
  private final Set<String> masked = new TreeSet<>();
  private final Set<String> read = new TreeSet<>();
  private String rule = "";
  private boolean silent = true;

  @Override
  public Boolean statementDecided(StatementDecided event) {
    silent = false;
    rule = event.ruling().rule();
    // "email: partial (pii.email)"
    event.ruling().masks().forEach(mask -> masked.add(mask.replaceFirst(": .*", "")));
    return true;
  }

  @Override
  public Boolean statementFinished(StatementFinished event) {
    return read.addAll(event.reading().columnsRead());
  }

  boolean isSilent() {
    return silent;
  }

  Set<String> masked() {
    return masked;
  }

  Set<String> read() {
    return read;
  }

  String rule() {
    return rule;
  }
}
