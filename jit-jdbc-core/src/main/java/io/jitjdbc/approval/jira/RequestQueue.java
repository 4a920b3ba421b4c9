package io.jitjdbc.approval.jira;

import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.remote.JsonFields;
import java.io.IOException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Requests of Jira Service Management, whose approval says who answered what. */
final class RequestQueue implements Queue {
  private static final Set<String> KNOWN = Set.of("pending", "approved", "declined");
  private static final int MOST = 50;

  private final String serviceDesk;
  private final String requestType;
  private final Map<String, Object> more;
  private final TicketText text = new TicketText("by the approval of this request");

  RequestQueue(String serviceDesk, String requestType, Map<String, Object> more) {
    this.serviceDesk = serviceDesk;
    this.requestType = requestType;
    this.more = Map.copyOf(more);
  }

  @Override
  public String creationPath() {
    return "/rest/servicedeskapi/request";
  }

  @Override
  public Map<String, Object> creation(AccessRequest request) {
    var fields = new LinkedHashMap<>(more);
    fields.put("summary", TicketText.summary(request));
    fields.put("description", text.description(request));
    return Map.of(
        "serviceDeskId", serviceDesk,
        "requestTypeId", requestType,
        "requestFieldValues", fields);
  }

  @Override
  public String createdKey(JsonFields answer) throws ParseException {
    return answer.text("issueKey");
  }

  /** A request type need not have labels: the word in the summary has to do. */
  @Override
  public String query(List<AccessRequest> requests) {
    String words =
        requests.stream()
            .map(request -> "summary ~ \"\\\"" + TicketText.tag(request) + "\\\"\"")
            .collect(Collectors.joining(" OR "));
    return "creator = currentUser() AND (" + words + ")";
  }

  /** An approver's answer among several is no update. */
  @Override
  public boolean movesTickets() {
    return false;
  }

  @Override
  public Heard hear(AccessRequest request, String key, Jira jira)
      throws IOException, ParseException {
    JsonFields page =
        jira.get("/rest/servicedeskapi/request/" + key + "/approval?start=0&limit=" + MOST);
    if (!page.says("isLastPage")) {
      throw new ParseException("it has more than " + MOST + " approvals", 0);
    }
    List<Vote> votes = votes(page);
    // After the votes: a change of the text that came before one of them is in it.
    return votes.isEmpty()
        ? new Heard(Optional.empty(), votes)
        : new Heard(Optional.of(Ticket.fetch(jira, key)), votes);
  }

  private static List<Vote> votes(JsonFields page) throws ParseException {
    var votes = new ArrayList<Vote>();
    for (JsonFields approval : page.objects("values")) {
      if (KNOWN.contains(approval.text("finalDecision"))) {
        for (JsonFields approver : approval.objects("approvers")) {
          vote(approver).ifPresent(votes::add);
        }
      }
    }
    return Vote.sorted(votes.stream());
  }

  private static Optional<Vote> vote(JsonFields approver) throws ParseException {
    return switch (approver.text("approverDecision")) {
      case "approved" -> Optional.of(new Vote(Person.read(approver.object("approver")), true));
      case "declined" -> Optional.of(new Vote(Person.read(approver.object("approver")), false));
      default -> Optional.empty();
    };
  }
}
