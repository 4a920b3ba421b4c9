package io.jitjdbc.audit.jsonl;

import io.jitjdbc.audit.AuditUnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Turns the lines of many threads into few writes. Nobody holds a lock while it writes, and no
 * thread is needed besides those that have something to say: one of them leads and writes for all
 * who have queued up; the others sleep until their own line is kept or failed. A thread that is
 * alone writes at once.
 */
final class GroupCommit {
  // Enough for a hundred events, and little enough that nobody waits long for the others' bytes.
  private static final int GROUP_BYTES = 64 * 1024;

  private final Lines lines;
  private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean leading = new AtomicBoolean();
  private volatile boolean closed;

  GroupCommit(Lines lines) {
    this.lines = lines;
  }

  /** Returns when the line, which ends with a line feed, is kept. */
  void append(byte[] line) throws AuditUnavailableException {
    if (closed) {
      throw new AuditUnavailableException("the event was not recorded: the sink is closed");
    }
    String failure = commit(line);
    if (!failure.isEmpty()) {
      throw new AuditUnavailableException(
          "the event was not recorded: "
              + failure
              + ". Statements are refused until this is repaired; then they go on by themselves");
    }
  }

  /** Lets go of the file after the lines that have queued up. */
  void close() {
    closed = true;
    commit(new byte[0]);
  }

  private String commit(byte[] line) {
    var own = new Waiting(line, Thread.currentThread());
    queue.add(own);
    // Who was interrupted still has to know whether the line is kept, and may lead for others.
    boolean interrupted = Thread.interrupted();
    while (own.failure == null) {
      if (leading.compareAndSet(false, true)) {
        lead();
      } else {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return own.failure;
  }

  private void lead() {
    try {
      writeGroup(takeGroup());
    } finally {
      leading.set(false);
      // Its line came after the last look of this leader, and it went to sleep because one was
      // there.
      Waiting next = queue.peek();
      if (next != null) {
        LockSupport.unpark(next.thread);
      }
    }
  }

  private List<Waiting> takeGroup() {
    var group = new ArrayList<Waiting>();
    int room = GROUP_BYTES;
    Waiting next = queue.peek();
    while (next != null && (group.isEmpty() || next.line.length <= room)) {
      room -= next.line.length;
      group.add(next);
      queue.remove();
      next = queue.peek();
    }
    return group;
  }

  private void writeGroup(List<Waiting> group) {
    String failure = "its writer died";
    try {
      byte[] bytes = joined(group);
      if (bytes.length > 0) {
        lines.append(bytes);
      }
      failure = "";
    } catch (IOException e) {
      failure = String.valueOf(e.getMessage());
    } finally {
      if (closed) {
        lines.close();
      }
      for (Waiting waiting : group) {
        waiting.failure = failure;
        LockSupport.unpark(waiting.thread);
      }
    }
  }

  private static byte[] joined(List<Waiting> group) {
    if (group.size() == 1) {
      return group.get(0).line;
    }
    var bytes = new ByteArrayOutputStream();
    group.forEach(waiting -> bytes.writeBytes(waiting.line));
    return bytes.toByteArray();
  }

  /** A line on its way. */
  private static final class Waiting {
    private final byte[] line;
    private final Thread thread;

    /** Empty once the line is kept; null as long as nothing is known. */
    private volatile @Nullable String failure;

    Waiting(byte[] line, Thread thread) {
      this.line = line;
      this.thread = thread;
    }
  }
}
