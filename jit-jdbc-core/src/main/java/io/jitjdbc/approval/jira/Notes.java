package io.jitjdbc.approval.jira;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.remote.JsonFields;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says on tickets what became of them, each thing once, whichever process says it: by a thread of
 * its own, which is there as long as something is to be said.
 */
final class Notes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Notes.class);
  private static final int MOST_WAITING = 10_000;
  private static final int IDLE_SECONDS = 5;
  private static final int MOST_READ = 50;
  private static final int TRIES = 2;

  private final boolean allowed;
  private final Jira jira;
  private final Tickets tickets;
  private final Self self;
  private final Duration patience;
  private final ScheduledThreadPoolExecutor worker =
      new ScheduledThreadPoolExecutor(1, Notes::daemon);
  private final Cache<String, Boolean> said =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofDays(1)).build();

  /**
   * @param allowed whether anything is said at all
   * @param patience for what still is to be said when this is closed
   */
  Notes(boolean allowed, Jira jira, Tickets tickets, Self self, Duration patience) {
    this.allowed = allowed;
    this.jira = jira;
    this.tickets = tickets;
    this.self = self;
    this.patience = patience;
    worker.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    worker.allowCoreThreadTimeOut(true);
    worker.setRemoveOnCancelPolicy(true);
    worker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Whether anything is said at all. */
  boolean areWritten() {
    return allowed;
  }

  private static Thread daemon(Runnable task) {
    var thread = new Thread(task, "jit-jira-notes");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Says something soon; answers whether this process says it for the first time.
   *
   * @param subject what it is about: said once for each
   */
  boolean say(AccessRequest request, String subject, String text) {
    String mark = '(' + TicketText.tag(request) + '-' + subject + ')';
    boolean first = allowed && said.asMap().putIfAbsent(mark, true) == null;
    if (first) {
      soon(() -> write(request, mark, text));
    }
    return first;
  }

  private void soon(Runnable task) {
    try {
      worker.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("nothing is said on tickets any more");
    }
  }

  /** Looks at something later, unless this is closed or that is cancelled before. */
  Future<?> after(Duration span, Runnable look) {
    try {
      if (allowed && worker.getQueue().size() < MOST_WAITING) {
        return worker.schedule(look, span.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (RejectedExecutionException e) {
      LOG.debug("nothing is said on tickets any more");
    }
    return CompletableFuture.completedFuture(false);
  }

  /** A short word for a long one, for {@link #say}. */
  static String word(String text) {
    var sum = new CRC32();
    sum.update(text.getBytes(UTF_8));
    return Long.toHexString(sum.getValue());
  }

  private void write(AccessRequest request, String mark, String text) {
    try {
      Optional<String> key = tickets.find(request);
      if (key.isPresent()) {
        write(key.get(), mark, Wiki.block(text + '\n' + mark));
      }
    } catch (IOException | ParseException e) {
      LOG.warn(
          "the ticket of request {} was not told what became of it: {}",
          request.id(),
          e.getMessage());
    }
  }

  private void write(String key, String mark, String body) throws IOException, ParseException {
    String path = "/rest/api/2/issue/" + key + "/comment";
    for (int i = 1; !isSaid(path, mark); i++) {
      try {
        jira.tell(path, Map.of("body", body));
        return;
      } catch (JiraException e) {
        // It may be there all the same.
        if (!e.isUnclear() || i == TRIES) {
          throw e;
        }
      }
    }
  }

  /** By this account: others could write the mark, too. */
  private boolean isSaid(String path, String mark) throws IOException, ParseException {
    JsonFields page = jira.get(path + "?orderBy=-created&maxResults=" + MOST_READ);
    for (JsonFields comment : page.objects("comments")) {
      if (comment.textOrEmpty("body").contains(mark)
          && Person.read(comment.object("author")).isSameAs(self.get())) {
        return true;
      }
    }
    return false;
  }

  /** Leaves some time to what is to be said now. */
  @Override
  public void close() {
    worker.shutdown();
    try {
      if (!worker.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        worker.shutdownNow();
      }
    } catch (InterruptedException e) {
      worker.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
