package io.jitjdbc.approval.jira;

import io.jitjdbc.approval.AccessRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** One request that statements wait for: when Jira is asked about it again, and what was seen. */
final class Turn {
  private final AccessRequest request;
  private final AtomicLong next = new AtomicLong(System.nanoTime());
  private final AtomicBoolean failing = new AtomicBoolean();
  private volatile long wanted = System.nanoTime();
  private volatile String updated = "";
  private volatile Queue.Heard heard = new Queue.Heard(Optional.empty(), List.of());
  private volatile String rewritten = "";

  Turn(AccessRequest request) {
    this.request = request;
  }

  AccessRequest request() {
    return request;
  }

  void want() {
    wanted = System.nanoTime();
  }

  /** Whether somebody still asks for it. */
  boolean isWanted(long interval) {
    return System.nanoTime() - wanted < 3 * interval;
  }

  /** Takes the turn, if it has come and nobody else has taken it. */
  boolean isMine(long interval) {
    long seen = next.get();
    long now = System.nanoTime();
    return now - seen >= 0 && next.compareAndSet(seen, now + interval);
  }

  /** Whether what was heard is what there is, as far as an index says. */
  boolean isUpToDate(String time) {
    return !updated.isEmpty() && updated.equals(time);
  }

  void hear(Queue.Heard what) {
    heard = what;
    updated = what.ticket().map(Ticket::updated).orElse("");
  }

  Queue.Heard heard() {
    return heard;
  }

  void rewrite(String ticket) {
    rewritten = ticket;
  }

  /** The ticket whose text was changed, if it was. */
  Optional<String> rewritten() {
    return Optional.of(rewritten).filter(ticket -> !ticket.isEmpty());
  }

  /** Whether this failure is the first in a row. */
  boolean fails() {
    return !failing.getAndSet(true);
  }

  void succeeds() {
    failing.set(false);
  }
}
