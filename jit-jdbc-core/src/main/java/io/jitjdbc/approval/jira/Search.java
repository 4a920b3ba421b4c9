package io.jitjdbc.approval.jira;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.remote.JsonFields;
import java.io.IOException;
import java.net.URLEncoder;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds tickets. Jira's index lags behind: what was not found may be there, and what was found may
 * have changed.
 */
final class Search {
  private static final int MOST = 100;
  private static final Pattern KEY = Pattern.compile("[A-Z][A-Z0-9_]{0,99}-\\d{1,15}");

  private final Jira jira;
  private final Edition edition;
  private final Queue queue;
  private final Self self;

  Search(Jira jira, Edition edition, Queue queue, Self self) {
    this.jira = jira;
    this.edition = edition;
    this.queue = queue;
    this.self = self;
  }

  /**
   * A ticket that was found.
   *
   * @param updated as Jira writes it
   */
  record Found(String key, String summary, String updated) {
    private long number() {
      return Long.parseLong(key.substring(key.lastIndexOf('-') + 1));
    }
  }

  static boolean isKey(String text) {
    return KEY.matcher(text).matches();
  }

  /** The first of a request's own, if there is one; anybody may write a label. */
  Optional<Found> ticketOf(AccessRequest request) throws IOException, ParseException {
    return ticketsOf(List.of(request)).stream()
        .filter(found -> found.summary().strip().equals(TicketText.summary(request)))
        .min(Comparator.comparing(Found::number));
  }

  /** Those of several requests that were made by this account. */
  List<Found> ticketsOf(List<AccessRequest> requests) throws IOException, ParseException {
    String query = URLEncoder.encode(queue.query(requests), UTF_8);
    JsonFields page =
        jira.get(
            edition.searchPath()
                + "?jql="
                + query
                + "&fields=summary,creator,updated&maxResults="
                + MOST);
    Person us = self.get();
    var found = new ArrayList<Found>();
    for (JsonFields issue : page.objects("issues")) {
      JsonFields fields = issue.object("fields");
      String key = issue.text("key");
      if (isKey(key) && Person.read(fields.object("creator")).isSameAs(us)) {
        found.add(new Found(key, fields.text("summary"), fields.text("updated")));
      }
    }
    return List.copyOf(found);
  }
}
