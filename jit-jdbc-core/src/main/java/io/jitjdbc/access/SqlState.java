package io.jitjdbc.access;

/**
 * How a refusal looks to JDBC callers. Connection pools decide by these codes whether a connection
 * is broken: only the {@code 08} ones may cost the pool a connection.
 */
public enum SqlState {
  /** Refused by policy, by an approver, or because something was unknown. */
  DENIED("42501"),
  /** No identity, or no credential for it. */
  CREDENTIAL_REFUSED("28000"),
  /** The lease behind the connection is over. */
  LEASE_ENDED("08006"),
  /** Nothing answered, or the settings do not lead to a connection. */
  UNREACHABLE("08001"),
  /** The statement was cancelled while it waited. */
  CANCELLED("57014");

  private final String code;

  SqlState(String code) {
    this.code = code;
  }

  /** The five characters. */
  public String code() {
    return code;
  }
}
