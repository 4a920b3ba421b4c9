package io.jitjdbc.approval.jira;

import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.remote.JsonFields;
import java.io.IOException;
import java.text.ParseException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Issues that people move into a status. The status itself says nothing: what counts is who moved
 * it there, in the history.
 */
final class IssueQueue implements Queue {
  private final String project;
  private final String type;
  private final Statuses approved;
  private final Statuses rejected;
  private final Map<String, Object> more;
  private final TicketText text;

  IssueQueue(
      String project, String type, Statuses approved, Statuses rejected, Map<String, Object> more) {
    this.project = project;
    this.type = type;
    this.approved = approved;
    this.rejected = rejected;
    this.more = Map.copyOf(more);
    this.text =
        new TicketText(
            "move this issue to " + approved + " or to " + rejected + "; what counts is who does");
  }

  @Override
  public String creationPath() {
    return "/rest/api/2/issue";
  }

  @Override
  public Map<String, Object> creation(AccessRequest request) {
    var fields = new LinkedHashMap<>(more);
    fields.put("project", Map.of("key", project));
    fields.put("issuetype", Map.of("name", type));
    fields.put("summary", TicketText.summary(request));
    fields.put("description", text.description(request));
    fields.put("labels", List.of(TicketText.tag(request)));
    return Map.of("fields", fields);
  }

  @Override
  public String createdKey(JsonFields answer) throws ParseException {
    return answer.text("key");
  }

  @Override
  public String query(List<AccessRequest> requests) {
    String labels =
        requests.stream()
            .map(request -> '"' + TicketText.tag(request) + '"')
            .collect(Collectors.joining(", "));
    return "creator = currentUser() AND labels in (" + labels + ")";
  }

  @Override
  public boolean movesTickets() {
    return true;
  }

  @Override
  public Heard hear(AccessRequest request, String key, Jira jira)
      throws IOException, ParseException {
    Ticket ticket = Ticket.fetch(jira, key);
    return new Heard(Optional.of(ticket), votes(ticket, request));
  }

  private List<Vote> votes(Ticket ticket, AccessRequest request) {
    Instant earliest = request.filedAt().minus(Ticket.TOLERANCE);
    var last = new LinkedHashMap<String, Vote>();
    ticket.changes().stream()
        .filter(change -> change.isOfStatus() && !change.at().isBefore(earliest))
        .distinct()
        .sorted(Change.IN_ORDER)
        .forEach(change -> change.author().ifPresent(person -> count(change, person, last)));
    return Vote.sorted(last.values().stream());
  }

  /** Whoever moves it on to somewhere else takes their own answer back, and nobody else's. */
  private void count(Change change, Person person, Map<String, Vote> last) {
    if (rejected.have(change.to(), change.toName())) {
      last.put(person.token(), new Vote(person, false));
    } else if (approved.have(change.to(), change.toName())) {
      last.put(person.token(), new Vote(person, true));
    } else {
      last.remove(person.token());
    }
  }
}
