package io.jitjdbc.approval.service;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.Delegation;
import io.jitjdbc.approval.Presented;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.Verdict;
import io.jitjdbc.approval.protocol.AnswerBody;
import io.jitjdbc.approval.protocol.DelegationBody;
import io.jitjdbc.approval.protocol.Ids;
import io.jitjdbc.approval.protocol.RequestStatus;
import io.jitjdbc.approval.protocol.Sheet;
import io.jitjdbc.approval.service.ApprovalCalls.Call;
import io.jitjdbc.protocol.Party;
import io.jitjdbc.remote.HttpService.Answer;
import io.jitjdbc.remote.JsonFields;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The desk of an approval service, for the person whose token it is. Thread-safe. */
final class ServiceDesk implements ApprovalDesk {
  private static final String REQUESTS = "/v1/requests";
  private static final int MOST_PAGES = 200;

  private final ApprovalCalls calls;
  private final Presented presented;

  ServiceDesk(ApprovalCalls calls, Presented presented) {
    this.calls = calls;
    this.presented = presented;
  }

  private record Page(List<Entry> entries, String next) {
    static Page read(JsonFields fields) throws ParseException {
      var entries = new ArrayList<Entry>();
      for (JsonFields sheet : fields.objects("requests")) {
        entries.add(Sheet.read(sheet));
      }
      return new Page(entries, fields.textOrEmpty("next"));
    }
  }

  @Override
  public List<Entry> open() throws RefusedException {
    var all = new ArrayList<Entry>();
    String after = "";
    for (int pages = 0; pages < MOST_PAGES; pages++) {
      Page page = page(after);
      all.addAll(page.entries());
      if (page.next().isEmpty()) {
        return List.copyOf(all);
      }
      after = "&after=" + URLEncoder.encode(page.next(), StandardCharsets.UTF_8);
    }
    return List.copyOf(all);
  }

  private Page page(String after) throws RefusedException {
    Call call = Call.get("open requests cannot be listed", REQUESTS + "?state=open" + after);
    return Answers.read(call.deed(), asked(call), Page::read);
  }

  @Override
  public Entry find(String requestId) throws RefusedException {
    requireId(requestId);
    Call call = Call.get("request " + requestId + " cannot be shown", path(requestId));
    Answer answer = calls.ask(presented, call);
    if (answer.status() == 404) {
      throw Wording.unknown(requestId);
    }
    Entry entry = Answers.read(call.deed(), successful(call, answer), Sheet::read);
    if (!entry.request().id().equals(requestId)) {
      throw Wording.unreadable(call.deed(), "it is another request");
    }
    return entry;
  }

  @Override
  public RequestState answer(String requestId, Subject approver, boolean granted, String comment)
      throws RefusedException {
    var body = new AnswerBody(Party.of(approver), new Verdict(granted, comment));
    return said(requestId, "answered", "/answers", body.json());
  }

  @Override
  public RequestState revoke(String requestId, Subject by, String comment) throws RefusedException {
    var body = new AnswerBody(Party.of(by), new Verdict(false, comment));
    return said(requestId, "revoked", "/revocation", body.revocation());
  }

  private RequestState said(String requestId, String what, String where, String body)
      throws RefusedException {
    requireId(requestId);
    String deed = "request " + requestId + " was not " + what;
    String key = UUID.randomUUID().toString();
    var call = new Call(deed, "POST", path(requestId) + where, key, body);
    Answer answer = calls.ask(presented, call);
    if (answer.status() == 404) {
      throw Wording.unknown(requestId);
    }
    RequestStatus status = Answers.read(deed, successful(call, answer), RequestStatus::read);
    if (!status.id().equals(requestId)) {
      throw Wording.unreadable(deed, "it is about another request");
    }
    return status.state();
  }

  @Override
  public void delegate(Delegation delegation) throws RefusedException {
    if (!delegation.evidence().isEmpty()) {
      throw RefusedException.denied(
          "nothing was delegated: the approval service takes no signed delegations. Delegate"
              + " without a key");
    }
    DelegationBody body = DelegationBody.of(delegation);
    String path = "/v1/delegations/" + body.id();
    var call = new Call("nothing was delegated", "PUT", path, "", body.json());
    Answer answer = calls.ask(presented, call);
    if (answer.status() != 204) {
      throw Wording.refused(call.deed(), answer, presented);
    }
  }

  private Answer asked(Call call) throws RefusedException {
    return successful(call, calls.ask(presented, call));
  }

  private Answer successful(Call call, Answer answer) throws RefusedException {
    if (answer.status() != 200) {
      throw Wording.refused(call.deed(), answer, presented);
    }
    return answer;
  }

  /** What somebody typed becomes part of a path. */
  private static void requireId(String requestId) throws RefusedException {
    if (!Ids.isId(requestId)) {
      throw Wording.unknown(requestId);
    }
  }

  private static String path(String requestId) {
    return REQUESTS + '/' + requestId;
  }
}
