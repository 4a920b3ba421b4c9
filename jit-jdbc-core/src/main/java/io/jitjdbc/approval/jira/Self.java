package io.jitjdbc.approval.jira;

import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;

/** The account that this process is at Jira. Asked again now and then: the token may change. */
final class Self {
  private static final long REMEMBERED_NANOS = Duration.ofMinutes(10).toNanos();

  private final Jira jira;
  private volatile Optional<Known> known = Optional.empty();

  Self(Jira jira) {
    this.jira = jira;
  }

  private record Known(Person person, long at) {}

  Person get() throws IOException, ParseException {
    Optional<Known> seen = known;
    if (seen.isPresent() && System.nanoTime() - seen.get().at() < REMEMBERED_NANOS) {
      return seen.get().person();
    }
    Person person = Person.read(jira.get("/rest/api/2/myself"));
    known = Optional.of(new Known(person, System.nanoTime()));
    return person;
  }
}
