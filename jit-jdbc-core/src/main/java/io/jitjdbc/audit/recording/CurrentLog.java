package io.jitjdbc.audit.recording;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log that is written now. One that failed is left as it is, and another one is begun after a
 * short rest: where there is space again, the record goes on by itself. Used by one thread.
 */
final class CurrentLog {
  private static final Logger LOG = LoggerFactory.getLogger(CurrentLog.class);
  private static final long REST_MILLIS = 1000;
  private static final long AWAY_MILLIS = 30_000;

  // Others ask for it while the log is written.
  private final Set<String> written = ConcurrentHashMap.newKeySet();
  private final LogPlan plan;
  private final InstantSource clock;
  private @Nullable OpenLog log;
  private boolean isAway;
  private boolean looksAround;
  private long startedAt;
  private long restsUntil = Long.MIN_VALUE;
  private String trouble = "";

  CurrentLog(LogPlan plan, InstantSource clock) {
    this.plan = plan;
    this.clock = clock;
  }

  /** Whether it is, or was, that log. For any thread. */
  boolean wrote(String name) {
    return written.contains(name);
  }

  /**
   * Keeps all of these for good, or none can be relied on.
   *
   * @throws IOException whose message says which directory cannot be written, and why
   */
  void write(List<Pending> group) throws IOException {
    long now = clock.millis();
    OpenLog open = open(now);
    guarded(
        open,
        () -> {
          for (Pending each : group) {
            open.add(each.item(), now);
          }
          open.commit();
        });
  }

  /** Does what is due: signs, begins another segment, shows that it is alive. */
  void tend() throws IOException {
    OpenLog open = log;
    if (open != null) {
      long now = clock.millis();
      guarded(open, () -> open.tend(now));
      if (looksAround && now - startedAt >= plan.pace().checkpoint().toMillis()) {
        looksAround = false;
        guarded(open, () -> Predecessors.note(open, now));
      }
      if (isAway && now - startedAt >= AWAY_MILLIS) {
        comeBack(open, now);
      }
    }
  }

  /** How many lines the ledger of the log has that is written now. */
  long lines() {
    OpenLog open = log;
    return open == null ? 0 : open.lines();
  }

  /** Ends it in good order. */
  void seal() throws IOException {
    OpenLog open = log;
    if (open != null) {
      guarded(open, () -> open.seal(clock.millis()));
      log = null;
    }
  }

  /** The writer is about to die of something else than the log. */
  void abandon() {
    OpenLog open = log;
    if (open != null) {
      open.abandon();
      log = null;
    }
  }

  private OpenLog open(long now) throws IOException {
    OpenLog open = log;
    if (open != null) {
      return open;
    }
    // Not longer either, if the clock was set back meanwhile.
    if (now < restsUntil && restsUntil - now <= REST_MILLIS) {
      throw new IOException(trouble);
    }
    for (Path root : plan.roots()) {
      try {
        return started(root, now);
      } catch (IOException e) {
        trouble = words(root, e);
      }
    }
    restsUntil = now + REST_MILLIS;
    throw new IOException(trouble);
  }

  private OpenLog started(Path root, long now) throws IOException {
    if (!Files.isDirectory(root)) {
      // Not made here: where a file system is not mounted, nobody would find what is written.
      throw new IOException("the directory does not exist");
    }
    OpenLog started = OpenLog.start(plan, root, now);
    log = started;
    written.add(started.files().log());
    isAway = !root.equals(plan.roots().get(0));
    looksAround = true;
    startedAt = now;
    if (isAway) {
      LOG.error("Recordings go to {} for now, because {}", root, trouble);
    }
    return started;
  }

  private void comeBack(OpenLog away, long now) throws IOException {
    startedAt = now;
    try {
      started(plan.roots().get(0), now);
    } catch (IOException e) {
      trouble = words(plan.roots().get(0), e);
      return;
    }
    try {
      away.seal(now);
    } catch (IOException e) {
      // Nothing is lost: it ends as if its writer had died, and the new log will note that.
      LOG.warn("The log {} was not closed in good order: {}", away.files().log(), e.toString());
      away.abandon();
    }
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  /** A log on which anything failed is not written again. */
  private void guarded(OpenLog open, Work work) throws IOException {
    try {
      work.run();
    } catch (IOException e) {
      trouble = words(open.files().directory(), e);
      restsUntil = clock.millis() + REST_MILLIS;
      LOG.error("The log {} ends here: {}", open.files().log(), trouble);
      abandon();
      throw new IOException(trouble, e);
    }
  }

  private static String words(Path where, IOException e) {
    String reason =
        e instanceof FileSystemException known && known.getReason() == null
            ? e.getClass().getSimpleName().replace("Exception", "")
            : String.valueOf(e.getMessage());
    return "the recording log in " + where + " cannot be written: " + reason;
  }
}
