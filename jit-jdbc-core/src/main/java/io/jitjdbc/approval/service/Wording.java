package io.jitjdbc.approval.service;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.approval.Presented;
import io.jitjdbc.remote.HttpService.Answer;
import io.jitjdbc.remote.Problem;
import java.util.List;

/**
 * How it is said that something did not happen at the service. All of it is a denial: a service
 * that is away is no reason to lose the connection.
 */
final class Wording {
  private static final String ADDRESS = "Check jit.approval.jit.address";

  private Wording() {}

  /**
   * From an answer that is not the one that was hoped for.
   *
   * @param deed what did not happen, such as {@code the access request was not filed}
   */
  static RefusedException refused(String deed, Answer answer, Presented presented) {
    List<String> secrets = List.of(presented.subject().reveal(), presented.actor().reveal());
    var problem = new Problem(answer, secrets);
    return switch (answer.status()) {
      case 409 -> RefusedException.denied(problem.explanation());
      case 401 ->
          because(
              deed,
              problem.text(),
              "Sign in again, or give a token that is meant for the approval service");
      case 403 -> because(deed, problem.text(), "Give the token of whoever asks");
      case 404 -> because(deed, problem.text(), ADDRESS + ", or see what is open: jit requests");
      case 400, 413, 422 ->
          because(deed, problem.text(), "Shorten the statement and the purpose, or report it");
      case 429, 500, 502, 503, 504 -> because(deed, problem.text(), "Try again " + problem.later());
      default -> because(deed, problem.text(), ADDRESS);
    };
  }

  static RefusedException because(String deed, String why, String next) {
    return RefusedException.denied(deed + ": the approval service said " + why + ". " + next + ".");
  }

  static RefusedException unreadable(String deed, String why) {
    return RefusedException.denied(
        deed
            + ": the approval service answered with something else than its protocol has: "
            + why
            + ". "
            + ADDRESS
            + ", or report it to whoever runs the service.");
  }

  static RefusedException unreachable(String deed, String why) {
    return RefusedException.denied(
        deed
            + ": the approval service at "
            + why
            + ". Check the network, jit.approval.jit.address and jit.approval.jit.timeout.");
  }

  static RefusedException interrupted(String deed) {
    return new RefusedException(
        SqlState.CANCELLED, deed + ": the thread was interrupted while it waited for the service.");
  }

  static RefusedException unknown(String requestId) {
    return RefusedException.denied(
        "there is no request "
            + requestId
            + ", or none that is this person's to see. See which ones are open: jit requests");
  }
}
