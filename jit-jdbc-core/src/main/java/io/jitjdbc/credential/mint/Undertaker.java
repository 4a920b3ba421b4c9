package io.jitjdbc.credential.mint;

import io.jitjdbc.access.RefusedException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends logins when their time is over, and tries again where the database does not answer. */
final class Undertaker {
  private static final Logger LOG = LoggerFactory.getLogger(Undertaker.class);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofMinutes(1);

  private final Recipe recipe;
  private final AdminLogin admin;
  private final Set<String> living = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor timer;
  private volatile boolean closed;

  Undertaker(Recipe recipe, AdminLogin admin) {
    this.recipe = recipe;
    this.admin = admin;
    // Its thread starts with the first login, and what is planned when it is closed is void.
    this.timer = new ScheduledThreadPoolExecutor(1, Undertaker::daemon, new DiscardPolicy());
  }

  private static Thread daemon(Runnable task) {
    var thread = new Thread(task, "jit-jdbc-mint");
    thread.setDaemon(true);
    return thread;
  }

  /** The login exists, and is to be ended after that time. */
  void watch(String user, Duration ttl) {
    living.add(user);
    later(user, ttl, FIRST_RETRY);
  }

  /** Ends the login now, or as soon as the database answers. Idempotent. */
  void end(String user) {
    end(user, FIRST_RETRY);
  }

  /** Somebody else has ended the login. */
  void forget(String user) {
    living.remove(user);
  }

  boolean isClosed() {
    return closed;
  }

  /** Ends every login that is still alive, with one attempt and over one connection. */
  void close() {
    closed = true;
    timer.shutdownNow();
    if (living.isEmpty()) {
      return;
    }
    try (AdminSession session = admin.open()) {
      for (String user : living) {
        endAtClose(session, user);
      }
    } catch (SQLException e) {
      LOG.warn("the mint broker was closed: SQLSTATE {}", e.getSQLState());
    } catch (RefusedException e) {
      LOG.warn("the logins {} are over but could not be ended: {}", living, e.getMessage());
    }
  }

  private void endAtClose(AdminSession session, String user) {
    try {
      recipe.end(session, user);
      living.remove(user);
    } catch (SQLException e) {
      LOG.warn("the login {} is over but could not be ended: SQLSTATE {}", user, e.getSQLState());
    }
  }

  private void end(String user, Duration retry) {
    if (!living.contains(user)) {
      return;
    }
    String problem = "an unexpected error";
    try (AdminSession session = admin.open()) {
      recipe.end(session, user);
      living.remove(user);
    } catch (SQLException e) {
      problem = "SQLSTATE " + e.getSQLState();
    } catch (RefusedException e) {
      problem = String.valueOf(e.getMessage());
    } finally {
      if (living.contains(user)) {
        retry(user, retry, problem);
      }
    }
  }

  private void retry(String user, Duration retry, String why) {
    LOG.warn("the login {} is over but could not be ended yet: {}", user, why);
    Duration next = retry.multipliedBy(2);
    later(user, retry, next.compareTo(LAST_RETRY) < 0 ? next : LAST_RETRY);
  }

  private void later(String user, Duration delay, Duration retry) {
    // Whatever goes wrong in there has planned its own retry.
    var unused = timer.schedule(() -> end(user, retry), delay.toMillis(), TimeUnit.MILLISECONDS);
  }
}
