package io.jitjdbc.spring.client;

import static java.util.Objects.requireNonNull;

import java.sql.SQLException;

/**
 * Why a statement was not run, or its result not handed out. Holds no value and no literal, so that
 * it may be told to whoever asked.
 *
 * @param rule of the policy; empty if none refused
 * @param reason what was refused, why, and what to do next
 * @param request the access request that people have yet to answer; empty if none is open
 * @param exception what the driver threw
 */
public record Denial(String rule, String reason, String request, SQLException exception) {
  public Denial {
    requireNonNull(rule);
    requireNonNull(reason);
    requireNonNull(request);
    requireNonNull(exception);
  }

  /** Whether the same statement may run later, once people have said yes. */
  public boolean isPending() {
    return !request.isEmpty();
  }
}
