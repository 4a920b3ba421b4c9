package io.jitjdbc.credential.exchange;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.remote.ForeignText;
import io.jitjdbc.remote.HttpService.Answer;
import io.jitjdbc.remote.JsonText;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Map;

/** The wording of exchanges that did not come about. */
final class ExchangeRefusal {
  private static final int UNAUTHORIZED = 401;

  private ExchangeRefusal() {}

  /**
   * What an answer that is no success means.
   *
   * @param secrets that the server was sent, and could repeat
   */
  static RefusedException of(Answer answer, URI endpoint, List<String> secrets) {
    Map<String, Object> body = body(answer);
    boolean isSaid = body.get("error") instanceof String;
    String error = isSaid ? ForeignText.explained(String.valueOf(body.get("error")), secrets) : "";
    String text =
        "No lease: "
            + endpoint
            + " did not exchange the subject's token ("
            + answer.status()
            + (isSaid ? " " + error : "")
            + description(body, secrets)
            + "). ";
    return answer.status() / 100 == 4 && answer.status() != 429
        ? refused(text + advice(error, answer.status()))
        : unreachable(
            text + "Try again later, or correct jit.broker.token-exchange.token-endpoint");
  }

  private static Map<String, Object> body(Answer answer) {
    try {
      return JsonText.object(answer.body());
    } catch (ParseException e) {
      // A proxy answers in its own way.
      return Map.of();
    }
  }

  private static String description(Map<String, Object> body, List<String> secrets) {
    return body.get("error_description") instanceof String text
        ? ": " + ForeignText.explained(text, secrets)
        : "";
  }

  private static String advice(String error, int status) {
    return switch (error) {
      // Keycloak says so of an audience that it does not know, too.
      case "invalid_client" ->
          "Check client-id and its secret or key, and that the issuer knows the audience";
      case "invalid_target" -> "Check audience and resource, and that the client may ask for them";
      case "invalid_scope" -> "Check scope, and that the client may ask for it";
      case "unauthorized_client", "unsupported_grant_type" ->
          // Keycloak says so of a wrong secret, too.
          (status == UNAUTHORIZED ? "Check client-id and its secret or key. " : "")
              + "Allow the client of client-id to exchange tokens there";
      default ->
          "Check that the token is of an issuer and for an audience that may be exchanged by"
              + " client-id, that client-id may exchange tokens there, and subject-token-type";
    };
  }

  static RefusedException unanswered(URI endpoint, IOException e) {
    return unreachable(
        "No lease: "
            + endpoint
            + " did not exchange the subject's token ("
            + e.getMessage()
            + "). Check that it runs, and the addresses of jit.broker.token-exchange");
  }

  static RefusedException unlike(URI endpoint, String why) {
    return unreachable(
        "No lease: what "
            + endpoint
            + " answered is no exchanged token: "
            + why
            + ". Check jit.broker.token-exchange.token-endpoint");
  }

  static RefusedException refused(String text) {
    return new RefusedException(SqlState.CREDENTIAL_REFUSED, text + ".");
  }

  static RefusedException unreachable(String text) {
    return new RefusedException(SqlState.UNREACHABLE, text + ".");
  }
}
