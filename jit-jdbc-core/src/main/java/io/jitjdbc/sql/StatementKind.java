package io.jitjdbc.sql;

/** What sort of statement a text is. */
public enum StatementKind {
  /** Returns rows and changes nothing. */
  QUERY,
  /** INSERT, UPDATE, DELETE, MERGE; may return rows as well. */
  WRITE,
  /** Runs a routine. */
  CALL,
  /** Moves rows into a file, a program or another server. */
  EXPORT,
  /** Changes definitions. */
  DDL,
  /** Transaction control and harmless session settings; touches no data. */
  SESSION,
  /** No text, but a question to {@link java.sql.DatabaseMetaData}. */
  METADATA
}
