package io.jitjdbc.credential.service;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.credential.service.ServiceCalls.Reply;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.remote.HttpService.Answer;
import io.jitjdbc.remote.JsonFields;
import io.jitjdbc.remote.Problem;
import io.jitjdbc.remote.QuotedText;
import java.text.ParseException;
import java.util.List;

/** From an answer that is no lease to what to tell the caller. */
final class Unanswered {
  private static final int MOST_DETAIL = 500;
  private static final int MOST_NAME = 80;

  private final Reply reply;
  private final Answer answer;
  private final List<String> secrets;
  private final Problem problem;

  private Unanswered(Reply reply, PresentedToken token) {
    this.reply = reply;
    this.answer = reply.answer();
    this.secrets = List.of(token.reveal());
    this.problem = new Problem(answer, secrets);
  }

  static RefusedException because(Reply reply, PresentedToken token) {
    return new Unanswered(reply, token).exception();
  }

  private RefusedException exception() {
    return switch (answer.status()) {
      case 202 -> pending();
      case 401 -> refused("Sign in again, or give a token that is meant for the broker service");
      case 403 -> refused("Ask whoever runs the broker service for access");
      case 400, 409, 422 -> refused("Check the target and the purpose, or report it");
      case 404 -> failed("Check jit.broker.jit.address");
      case 429, 500, 502, 503, 504 -> failed("Try again " + problem.later());
      default -> failed("Check jit.broker.jit.address, or report it to whoever runs the service");
    };
  }

  private RefusedException refused(String next) {
    return Wording.refused(reply.service() + " refused: " + problem.text(), next);
  }

  private RefusedException failed(String next) {
    return Wording.unreachable(
        reply.service() + " did not answer with a lease: " + problem.text(), next);
  }

  private RefusedException pending() {
    try {
      JsonFields fields = JsonFields.of(answer.body());
      String approvers = String.join(", ", fields.textList("approvers"));
      return Wording.refused(
          "people are asked first, in request "
              + shown(fields.text("id"), MOST_NAME)
              + ": "
              + shown(approvers, MOST_DETAIL),
          "Connect again when it is granted; it is worth a try " + problem.later());
    } catch (ParseException e) {
      return new RefusedException(
          SqlState.CREDENTIAL_REFUSED,
          "No lease: people are asked first, and " + reply.service() + " does not say who.");
    }
  }

  private String shown(String text, int most) {
    return QuotedText.shown(text, most, secrets);
  }
}
