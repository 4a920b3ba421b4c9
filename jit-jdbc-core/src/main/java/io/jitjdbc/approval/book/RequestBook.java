package io.jitjdbc.approval.book;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Delegation;
import io.jitjdbc.approval.Notice;
import io.jitjdbc.approval.RequestProgress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where requests are kept. Thread-safe. Everything throws {@link RefusedException} where it cannot
 * be asked.
 */
public interface RequestBook extends AutoCloseable {

  /** The request with that id. */
  Optional<RequestProgress> find(String id) throws RefusedException;

  /** The latest request whose binding has that digest. */
  Optional<RequestProgress> latest(String binding) throws RefusedException;

  /**
   * Adds a request, unless its id is taken or somebody else has just added one for the same.
   *
   * @param before the latest one for the same, as it was seen
   */
  boolean add(AccessRequest request, Optional<RequestProgress> before) throws RefusedException;

  /** Puts the next step in place of the one that was seen, unless somebody else was faster. */
  boolean step(RequestProgress seen, RequestProgress next, Instant now) throws RefusedException;

  /**
   * The same, together with its receipt: both are kept or neither is, whatever ends in between. Not
   * if something was done under the receipt's key already and that is not forgotten.
   */
  boolean step(RequestProgress seen, RequestProgress next, Instant now, Receipt receipt)
      throws RefusedException;

  /** What was done under that key, as long as it is remembered. */
  Optional<Receipt> receipt(String key, Instant now) throws RefusedException;

  /**
   * Whether this call is the first to give the notice, or a later one of its kind; never if
   * somebody has taken a step since the progress was seen.
   */
  boolean claim(RequestProgress seen, Notice notice) throws RefusedException;

  /** Those that people may still have to look at, oldest first; and maybe some more. */
  List<RequestProgress> open(Instant now) throws RefusedException;

  /**
   * Those that were filed since, the newest first, and no more than that many.
   *
   * @param subject whose; empty for everybody's
   */
  List<RequestProgress> filedSince(Instant since, Optional<Subject> subject, int most)
      throws RefusedException;

  /** Keeps a delegation for as long as it lasts; the same one is kept once. */
  void keep(Delegation delegation) throws RefusedException;

  /** The delegations to that person; and maybe some that are over. */
  List<Delegation> delegationsTo(String deputy, Instant now) throws RefusedException;

  @Override
  void close();
}
