package io.jitjdbc.audit.jsonl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jitjdbc.audit.AuditUnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

  /** Writes one group for each permit, and can be told to fail. */
  private static final class Gate implements Lines {
    private final Semaphore permits = new Semaphore(0);
    private final CountDownLatch entered = new CountDownLatch(1);
    private final List<String> groups = new CopyOnWriteArrayList<>();
    private volatile String failingGroup = "none";
    private volatile boolean dies;
    private volatile boolean closed;

    @Override
    public void append(byte[] lines) throws IOException {
      entered.countDown();
      permits.acquireUninterruptibly();
      String group = new String(lines, UTF_8);
      groups.add(group);
      if (group.contains(failingGroup)) {
        throw new IOException("the disk is full");
      }
      if (dies) {
        throw new StackOverflowError("on purpose");
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private final Gate gate = new Gate();
  private final GroupCommit commits = new GroupCommit(gate);
  private final List<Thread> threads = new ArrayList<>();

  @AfterEach
  void letsEverybodyGo() throws InterruptedException {
    gate.permits.release(1000);
    for (Thread thread : threads) {
      thread.join(10_000);
      assertThat(thread.isAlive()).isFalse();
    }
  }

  @Test
  void linesThatQueueUpBehindAWriteShareTheNextOne() throws Exception {
    var first = append("a");
    gate.entered.await();
    var others = List.of(append("b"), append("c"), append("d"));
    gate.permits.release(2);

    first.join();
    others.forEach(CompletableFuture::join);
    assertThat(gate.groups).containsExactly("a\n", "b\nc\nd\n");
  }

  @Test
  void aFailureConcernsItsOwnGroupOnly() throws Exception {
    gate.failingGroup = "c";
    var first = append("a");
    gate.entered.await();
    var second = append("b");
    var third = append("c");
    gate.permits.release(3);

    assertThat(first.join()).isEmpty();
    assertThat(second.join()).contains("the disk is full").contains("go on by themselves");
    assertThat(third.join()).contains("the disk is full");
    assertThat(append("e").join()).isEmpty();
  }

  @Test
  void aWriterThatDiesTakesNobodyAlong() throws Exception {
    var first = append("a");
    gate.entered.await();
    var second = append("b");
    gate.dies = true;
    gate.permits.release(1);
    first.handle((failure, died) -> assertThat(died).isInstanceOf(StackOverflowError.class)).join();
    gate.dies = false;
    gate.permits.release(1);

    assertThat(second.join()).isEmpty();
  }

  @Test
  void whoWaitsCannotBeInterruptedOutOfIt() throws Exception {
    var first = append("a");
    gate.entered.await();
    var second = append("b");
    Thread waiting = threads.get(1);
    waiting.interrupt();
    await().until(() -> waiting.getState() == Thread.State.WAITING && !waiting.isInterrupted());
    assertThat(second).isNotDone();
    gate.permits.release(2);

    assertThat(first.join()).isEmpty();
    assertThat(second.join()).isEmpty();
  }

  @Test
  void aGroupStaysSmallAndALargeLineGoesAlone() throws Exception {
    String large = "x".repeat(40_000);
    var first = append("a");
    gate.entered.await();
    var others = List.of(append(large), append(large), append("x".repeat(100_000)));
    gate.permits.release(4);

    first.join();
    others.forEach(CompletableFuture::join);
    assertThat(gate.groups).extracting(String::length).containsExactly(2, 40_001, 40_001, 100_001);
  }

  @Test
  void closingComesAfterTheLinesThatQueuedUp() throws Exception {
    var first = append("a");
    gate.entered.await();
    var second = append("b");
    var closing = run(commits::close);
    gate.permits.release(2);

    assertThat(first.join()).isEmpty();
    assertThat(second.join()).isEmpty();
    closing.join();
    assertThat(gate.closed).isTrue();
    assertThatThrownBy(() -> commits.append("c\n".getBytes(UTF_8)))
        .isInstanceOf(AuditUnavailableException.class)
        .hasMessageContaining("closed");
  }

  /** The failure, or an empty text. Returns when the line has queued up. */
  private CompletableFuture<String> append(String line) {
    var outcome = new CompletableFuture<String>();
    start(
        () -> {
          try {
            commits.append((line + '\n').getBytes(UTF_8));
            outcome.complete("");
          } catch (AuditUnavailableException e) {
            outcome.complete(e.getMessage());
          } catch (StackOverflowError e) {
            outcome.completeExceptionally(e);
          }
        });
    return outcome;
  }

  private CompletableFuture<Void> run(Runnable work) {
    var done = new CompletableFuture<Void>();
    start(
        () -> {
          work.run();
          done.complete(null);
        });
    return done;
  }

  private void start(Runnable work) {
    var thread = new Thread(work);
    threads.add(thread);
    thread.start();
    await()
        .until(
            () ->
                thread.getState() == Thread.State.WAITING
                    || thread.getState() == Thread.State.TERMINATED);
  }
}
