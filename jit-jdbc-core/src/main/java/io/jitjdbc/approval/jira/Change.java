package io.jitjdbc.approval.jira;

import io.jitjdbc.remote.JsonFields;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One field that was changed.
 *
 * @param id of the entry in the history; grows with time
 * @param author nobody where Jira does not know any more
 * @param to the new value's id, for a status
 * @param toName and its name
 */
record Change(
    long id, Optional<Person> author, Instant at, String field, String to, String toName) {
  static final Comparator<Change> IN_ORDER =
      Comparator.comparing(Change::at).thenComparing(Change::id);

  private static final Set<String> TEXTS = Set.of("summary", "description");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  /** The changes of one entry. */
  static List<Change> read(JsonFields history) throws ParseException {
    String id = history.text("id");
    if (!NUMBER.matcher(id).matches()) {
      throw new ParseException("the id of an entry in the history must be a number", 0);
    }
    Instant at = Ticket.time(history, "created");
    Optional<Person> author = author(history);
    var changes = new ArrayList<Change>();
    for (JsonFields item : history.objects("items")) {
      changes.add(
          new Change(
              Long.parseLong(id),
              author,
              at,
              field(item),
              item.textOrEmpty("to"),
              item.textOrEmpty("toString")));
    }
    return changes;
  }

  /** Cloud has the id beside a name that may be translated. */
  private static String field(JsonFields item) throws ParseException {
    String id = item.textOrEmpty("fieldId");
    return (id.isEmpty() ? item.text("field") : id).toLowerCase(Locale.ROOT);
  }

  private static Optional<Person> author(JsonFields history) {
    try {
      return Optional.of(Person.read(history.object("author")));
    } catch (ParseException e) {
      // Somebody who was deleted, or an anonymous one.
      return Optional.empty();
    }
  }

  boolean isOfText() {
    return TEXTS.contains(field);
  }

  boolean isOfStatus() {
    return field.equals("status");
  }
}
