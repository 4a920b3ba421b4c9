package io.jitjdbc.approval.jira;

import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.remote.JsonFields;
import java.io.IOException;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An issue as Jira keeps it, with its history.
 *
 * @param creator who made it; nobody can change that
 * @param updated as Jira writes it
 * @param whole whether the history begins at the beginning
 */
record Ticket(
    String key,
    String summary,
    Person creator,
    Instant created,
    String updated,
    List<Change> changes,
    boolean whole) {
  /** How far Jira's clock and ours may differ. */
  static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final String FIELDS = "summary,creator,created,updated";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss[.SSS]xx", Locale.ROOT);

  Ticket {
    changes = List.copyOf(changes);
  }

  static Ticket fetch(Jira jira, String key) throws IOException, ParseException {
    return read(jira.get("/rest/api/2/issue/" + key + "?expand=changelog&fields=" + FIELDS));
  }

  /** Reads {@code GET /rest/api/2/issue/{key}?expand=changelog}. */
  static Ticket read(JsonFields issue) throws ParseException {
    JsonFields fields = issue.object("fields");
    JsonFields log = issue.object("changelog");
    List<JsonFields> histories = log.objects("histories");
    var changes = new ArrayList<Change>();
    var ids = new HashSet<String>();
    for (JsonFields history : histories) {
      ids.add(history.text("id"));
      changes.addAll(Change.read(history));
    }
    return new Ticket(
        issue.text("key"),
        fields.text("summary"),
        Person.read(fields.object("creator")),
        time(fields, "created"),
        fields.text("updated"),
        changes,
        log.count("total") <= ids.size());
  }

  static Instant time(JsonFields fields, String name) throws ParseException {
    try {
      return OffsetDateTime.parse(fields.text(name), TIME).toInstant();
    } catch (DateTimeException e) {
      throw new ParseException(name + " must be a time such as 2030-01-31T13:00:00.000+0100", 0);
    }
  }

  /** Why it is none of ours, or is not for this request. */
  Optional<String> strangeness(AccessRequest request, Person self) {
    if (!creator.isSameAs(self)) {
      return Optional.of("it was made by another account");
    }
    if (created.isBefore(request.filedAt().minus(TOLERANCE))) {
      return Optional.of("it is older than the request");
    }
    return whole ? Optional.empty() : Optional.of("Jira does not hand out its whole history");
  }

  /** Whether people may have read something else than what was asked. */
  boolean isRewritten(AccessRequest request) {
    return !summary.strip().equals(TicketText.summary(request))
        || changes.stream().anyMatch(Change::isOfText);
  }
}
