package io.jitjdbc.access;

/** What a statement does to a resource. A MERGE or an upsert is the sum of its parts. */
public enum Action {
  SELECT,
  INSERT,
  UPDATE,
  DELETE,
  /** Calls a routine that was not proven harmless. */
  EXECUTE,
  /** Moves rows past the result set: into a file, a program, another server. */
  EXPORT,
  /** Changes definitions: CREATE, ALTER, DROP, GRANT and the like. */
  DDL
}
