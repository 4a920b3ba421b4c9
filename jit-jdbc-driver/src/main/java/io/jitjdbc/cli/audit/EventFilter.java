package io.jitjdbc.cli.audit;

import io.jitjdbc.audit.reading.ColumnAccess;
import io.jitjdbc.audit.reading.RecordedEvent;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is searched for; everything that is given has to hold. */
final class EventFilter {
  @Option(names = "--subject", paramLabel = "WHO", description = "A person's name or id.")
  private Optional<String> subject = Optional.empty();

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description = "A table that a statement touches, with its schema or without.")
  private Optional<String> table = Optional.empty();

  @Option(names = "--column", paramLabel = "NAME", description = "A column that it touches.")
  private Optional<String> column = Optional.empty();

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description = "A tag of a column in a recorded result, or of what was found in its texts.")
  private Optional<String> tag = Optional.empty();

  @Option(names = "--request", paramLabel = "ID", description = "An access request.")
  private Optional<String> request = Optional.empty();

  @Option(names = "--session", paramLabel = "ID", description = "A session.")
  private Optional<String> session = Optional.empty();

  @Option(
      names = "--effect",
      paramLabel = "EFFECT",
      description = "How a statement was decided, such as permit, deny or mask.")
  private Optional<String> effect = Optional.empty();

  Optional<String> tag() {
    return tag;
  }

  /** Whether it is searched for; the tag is not looked at. */
  boolean holds(RecordedEvent event) {
    return session.map(event.session()::equals).orElse(true)
        && request.map(event.request()::equals).orElse(true)
        && effect.map(event.text("effect")::equalsIgnoreCase).orElse(true)
        && subject.map(who -> is(event.subject(), who)).orElse(true)
        && touches(event);
  }

  private static boolean is(RecordedEvent.Person person, String who) {
    return person.name().equalsIgnoreCase(who)
        || person.id().equals(who)
        || person.key().equals(who);
  }

  private boolean touches(RecordedEvent event) {
    return (table.isEmpty() && column.isEmpty())
        || event.accesses().stream().anyMatch(this::isMeant);
  }

  private boolean isMeant(ColumnAccess access) {
    return table.map(access::isOf).orElse(true)
        && column.map(access.column()::equalsIgnoreCase).orElse(true);
  }
}
