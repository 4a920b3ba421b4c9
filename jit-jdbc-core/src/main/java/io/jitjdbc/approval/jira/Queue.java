package io.jitjdbc.approval.jira;

import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.remote.JsonFields;
import java.io.IOException;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where tickets are made and answered. Thread-safe. */
interface Queue {

  /** Where one is made, by POST. */
  String creationPath();

  /** What it is made from. */
  Map<String, Object> creation(AccessRequest request);

  /** The key of the one that was made. */
  String createdKey(JsonFields answer) throws ParseException;

  /** What finds those of a request, as JQL. */
  String query(List<AccessRequest> requests);

  /** Whether everything that people answer moves the time of the ticket's last update. */
  boolean movesTickets();

  /** What people have said so far; the ticket is there wherever there are votes. */
  Heard hear(AccessRequest request, String key, Jira jira) throws IOException, ParseException;

  /** The ticket as it was read after the votes, or with them. */
  record Heard(Optional<Ticket> ticket, List<Vote> votes) {
    public Heard {
      votes = List.copyOf(votes);
    }
  }
}
