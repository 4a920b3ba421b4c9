package io.jitjdbc.approval.jira;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.remote.JsonFields;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The issue that a purpose names: that it exists, where it stands, and which tickets it led to. */
final class Purpose {
  private static final Logger LOG = LoggerFactory.getLogger(Purpose.class);
  private static final String NEXT =
      ". Name the issue that the work is for: connection.setClientInfo(\"jit.purpose\","
          + " \"ABC-123\")";

  private final Jira jira;
  private final boolean check;
  private final Statuses states;
  private final Optional<String> link;

  /**
   * @param states in which the issue must be; any if there are none
   * @param link the type of link from tickets to it
   */
  Purpose(Jira jira, boolean check, Statuses states, Optional<String> link) {
    this.jira = jira;
    this.check = check;
    this.states = states;
    this.link = link;
  }

  /**
   * Looks whether the purpose is good, if it names an issue.
   *
   * @throws RefusedException if it is not, or that cannot be found out
   */
  void require(AccessRequest request) throws RefusedException {
    Optional<String> key = key(request);
    if (check && key.isPresent()) {
      requireState(key.get());
    }
  }

  private void requireState(String key) throws RefusedException {
    try {
      JsonFields status =
          jira.get("/rest/api/2/issue/" + key + "?fields=status").object("fields").object("status");
      String name = status.text("name");
      if (!states.named().isEmpty() && !states.have(status.textOrEmpty("id"), name)) {
        throw RefusedException.denied(
            "nobody was asked for an approval: the issue "
                + key
                + " of the purpose must be in one of "
                + states.named()
                + ". Move it there, or name another issue");
      }
    } catch (JiraException e) {
      throw e.status() == 404
          ? RefusedException.denied(
              "nobody was asked for an approval: Jira has no issue "
                  + key
                  + ", or does not show it to this account"
                  + NEXT)
          : unknown(key, String.valueOf(e.getMessage()));
    } catch (InterruptedIOException e) {
      throw new RefusedException(SqlState.CANCELLED, "interrupted while the purpose was checked");
    } catch (IOException | ParseException e) {
      throw unknown(key, String.valueOf(e.getMessage()));
    }
  }

  private RefusedException unknown(String key, String why) {
    return new RefusedException(
        SqlState.UNREACHABLE,
        "nobody was asked for an approval: whether the purpose's issue "
            + key
            + " exists could not be found out at "
            + jira.address()
            + ": "
            + why
            + ". Check that Jira is up and that its account may browse that project");
  }

  /** Links a ticket to it; what comes of that changes nothing. */
  void link(AccessRequest request, String ticket) {
    Optional<String> key = key(request);
    if (link.isEmpty() || key.isEmpty()) {
      return;
    }
    try {
      jira.tell(
          "/rest/api/2/issueLink",
          Map.of(
              "type", Map.of("name", link.get()),
              "inwardIssue", Map.of("key", ticket),
              "outwardIssue", Map.of("key", key.get())));
    } catch (IOException e) {
      LOG.warn("the ticket {} was not linked to {}: {}", ticket, key.get(), e.getMessage());
    }
  }

  private static Optional<String> key(AccessRequest request) {
    return Optional.of(request.binding().purpose().strip()).filter(Search::isKey);
  }
}
