package io.jitjdbc.audit.replay;

import io.jitjdbc.audit.reading.SessionEntry;

/** The statement that an entry belongs to. */
public final class StatementOf implements SessionEntry.Cases<String> {
  private static final StatementOf CASES = new StatementOf();

  private StatementOf() {}

  /** Its id; empty for none, and for what nobody can tell without a key. */
  public static String entry(SessionEntry entry) {
    return entry.fold(CASES);
  }

  @Override
  public String happened(SessionEntry.Happened entry) {
    return entry.event().statementId();
  }

  @Override
  public String opened(SessionEntry.Opened entry) {
    return entry.result().statement();
  }

  @Override
  public String read(SessionEntry.Read entry) {
    return entry.result().statement();
  }

  @Override
  public String withheld(SessionEntry.Withheld entry) {
    return "";
  }

  @Override
  public String ended(SessionEntry.Ended entry) {
    return entry.result().statement();
  }
}
