package io.jitjdbc.audit.protocol;

import io.jitjdbc.audit.AuditUnavailableException;
import java.util.List;

/** Where a control plane keeps what drivers bring. Thread-safe. */
public interface AuditInbox {

  /**
   * Keeps events for good before it returns; one whose id is known already stays as it is.
   *
   * @param sender who brought them, by the token
   * @param events with different ids
   * @return how many were new
   * @throws AuditUnavailableException if any may not be kept; they come again
   */
  int keep(String sender, List<ReceivedEvent> events) throws AuditUnavailableException;

  /**
   * Keeps lines of a log's ledger for good before it returns.
   *
   * @param from the number of the first
   * @return false if another text is kept already for any of those numbers, or another sender
   *     brought the log; then none is kept
   * @throws AuditUnavailableException if any may not be kept; they come again
   */
  boolean anchor(String sender, String log, int from, List<String> lines)
      throws AuditUnavailableException;
}
