package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.Approval;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The executions by approvals that a database is at work on: each second it is asked whether these
 * stand, by one thread for all, which is there while there are any.
 */
final class ApprovedRuns implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final Set<RevocationWatch> running = ConcurrentHashMap.newKeySet();
  private final Standings standings;
  private final Lookout lookout = new Lookout(EVERY, this::look, "jit-approval-lookout");

  /** Whether approvals stand. */
  @FunctionalInterface
  interface Standings {
    /**
     * Asks whoever knows.
     *
     * @throws RefusedException if one of them was revoked
     */
    void require(List<Approval> approvals) throws RefusedException;
  }

  ApprovedRuns(Standings standings) {
    this.standings = standings;
  }

  /**
   * Watches until it is closed.
   *
   * @param cancel ends the execution; runs on another thread, once or not at all
   */
  RevocationWatch begin(List<Approval> approvals, Runnable cancel) {
    var watch = new RevocationWatch(this, approvals, cancel);
    running.add(watch);
    lookout.begin();
    return watch;
  }

  void over(RevocationWatch watch) {
    running.remove(watch);
  }

  private boolean look() {
    for (RevocationWatch watch : running) {
      try {
        standings.require(watch.approvals());
      } catch (RefusedException e) {
        watch.revoked(e);
      }
    }
    return !running.isEmpty();
  }

  @Override
  public void close() {
    lookout.close();
  }
}
