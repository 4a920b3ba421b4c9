package io.jitjdbc.audit;

import static java.util.Objects.requireNonNull;

/**
 * What all events of one connection have in common, so that each event can be read by itself. Holds
 * no secret. What is not known is empty, or 0.
 *
 * @param target the database, as the delegate's URL without properties
 * @param application what the connecting program calls itself
 * @param leaseId of the lease that the connection was opened with
 * @param databaseUser the leased database login
 * @param host the name of the machine that the program runs on
 * @param process the program's process id there
 */
public record SessionFacts(
    String target,
    String application,
    String leaseId,
    String databaseUser,
    String host,
    long process) {

  /** Those of a connection of which nothing is known. */
  public static final SessionFacts UNKNOWN = new SessionFacts("", "", "", "", "", 0);

  public SessionFacts {
    requireNonNull(target);
    requireNonNull(application);
    requireNonNull(leaseId);
    requireNonNull(databaseUser);
    requireNonNull(host);
  }
}
