package io.jitjdbc.approval.slack;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.book.Ears;
import java.time.Duration;

/** The socket that clicks arrive at. */
final class SlackEars implements Ears {
  private final Board board;
  private final Upkeep upkeep;
  private final SlackThread thread;
  private final SlackLine line;
  private final Duration betweenSweeps;
  private final String nextStep;
  private long sweptAt;

  /**
   * @param thread is ended by the channel
   */
  SlackEars(Board board, Upkeep upkeep, SlackThread thread, Clicks clicks, SlackHearing hearing) {
    this.board = board;
    this.upkeep = upkeep;
    this.thread = thread;
    this.betweenSweeps = hearing.pace().sweep();
    this.nextStep = hearing.nextStep();
    this.line =
        new SlackLine(
            hearing.place(),
            hearing.appToken(),
            (click, ours) -> thread.takes(() -> clicks.handle(click, ours)),
            hearing.pace());
  }

  @Override
  public void listen() {
    thread.start(this::beat);
  }

  private void beat() {
    boolean opened = line.keep();
    long now = System.nanoTime();
    if (opened || now - sweptAt >= betweenSweeps.toNanos()) {
      sweptAt = now;
      upkeep.sweep();
    }
  }

  @Override
  public void makeUp(AccessRequest waiting) throws RefusedException {
    board.ensure(waiting);
  }

  @Override
  public String nextStep(AccessRequest request, String otherwise) {
    return nextStep.replace("{id}", request.id());
  }

  @Override
  public void close() {
    line.close();
  }
}
