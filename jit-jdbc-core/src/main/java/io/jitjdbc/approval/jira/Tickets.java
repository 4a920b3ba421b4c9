package io.jitjdbc.approval.jira;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.remote.Attempts;
import io.jitjdbc.remote.JsonFields;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;

/**
 * The ticket of each request. Jira has no way to make something once only: whenever it is not clear
 * whether a ticket was made, it is looked for before another one is. Thread-safe.
 */
final class Tickets {
  private final Jira jira;
  private final Queue queue;
  private final Search search;
  private final Cache<String, String> keys =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterAccess(Duration.ofDays(1)).build();

  Tickets(Jira jira, Queue queue, Search search) {
    this.jira = jira;
    this.queue = queue;
    this.search = search;
  }

  /** Whether this process knows it without asking. */
  Optional<String> known(AccessRequest request) {
    return Optional.ofNullable(keys.getIfPresent(request.id()));
  }

  /** The key of a request's ticket, if there is one. */
  Optional<String> find(AccessRequest request) throws IOException, ParseException {
    Optional<String> key = known(request);
    if (key.isPresent()) {
      return key;
    }
    Optional<String> found = search.ticketOf(request).map(Search.Found::key);
    found.ifPresent(one -> keys.put(request.id(), one));
    return found;
  }

  /**
   * Makes one.
   *
   * @throws JiraException if there is none; or maybe one, if it is unclear
   */
  String make(AccessRequest request) throws IOException, ParseException {
    Attempts attempts = jira.attempts();
    while (true) {
      try {
        return noted(request, jira.post(queue.creationPath(), queue.creation(request), attempts));
      } catch (JiraException e) {
        if (!e.isUnclear()) {
          throw e;
        }
        Optional<String> made = lookTwice(request, attempts, e);
        if (made.isPresent()) {
          return made.get();
        }
      }
    }
  }

  /** With pauses that grow, because the index lags behind. */
  private Optional<String> lookTwice(AccessRequest request, Attempts attempts, JiraException why)
      throws IOException, ParseException {
    Optional<String> found = Optional.empty();
    for (int i = 0; i < 2 && found.isEmpty(); i++) {
      if (!attempts.pause()) {
        throw why;
      }
      found = findOr(request, why);
    }
    return found;
  }

  /** Where that fails as well, it is as unclear as before. */
  private Optional<String> findOr(AccessRequest request, JiraException why)
      throws IOException, ParseException {
    try {
      return find(request);
    } catch (JiraException e) {
      throw why;
    }
  }

  private String noted(AccessRequest request, JsonFields answer) throws JiraException {
    try {
      String key = queue.createdKey(answer);
      if (Search.isKey(key)) {
        keys.put(request.id(), key);
        return key;
      }
    } catch (ParseException e) {
      // Said below: it was made, and has to be found.
    }
    throw JiraException.lost("its answer names no issue");
  }
}
