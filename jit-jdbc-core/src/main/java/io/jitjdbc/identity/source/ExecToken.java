package io.jitjdbc.identity.source;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.identity.SignIn;
import io.jitjdbc.remote.JsonText;
import java.text.ParseException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;

/** The token that a command printed. */
final class ExecToken {
  private static final String KIND = "ExecCredential";
  private static final Set<String> API_VERSIONS =
      Set.of(
          "credentials.jit-jdbc.io/v1",
          "client.authentication.k8s.io/v1",
          "client.authentication.k8s.io/v1beta1");

  private ExecToken() {}

  static IssuedToken parse(String text, Instant now) throws RefusedException {
    Map<String, Object> answer = json(text);
    if (!answer.containsKey("apiVersion") && !answer.containsKey("kind")) {
      return token(answer, now);
    }
    require(
        answer.get("apiVersion") instanceof String version && API_VERSIONS.contains(version),
        "apiVersion must be credentials.jit-jdbc.io/v1 or client.authentication.k8s.io/v1");
    require(KIND.equals(answer.get("kind")), "kind must be " + KIND);
    if (answer.get("status") instanceof Map<?, ?> status) {
      return token(status, now);
    }
    throw refused("status must be an object");
  }

  private static IssuedToken token(Map<?, ?> status, Instant now) throws RefusedException {
    if (status.get("token") instanceof String text && !text.isBlank()) {
      return IssuedToken.until(PresentedToken.of(text), now, end(status));
    }
    throw refused("token must be text that is not empty");
  }

  private static Instant end(Map<?, ?> status) throws RefusedException {
    Object end = status.get("expirationTimestamp");
    if (end == null) {
      return Instant.MAX;
    }
    try {
      return Instant.parse(end.toString());
    } catch (DateTimeParseException e) {
      throw refused("expirationTimestamp must be a time such as 2030-01-31T13:00:00Z");
    }
  }

  private static Map<String, Object> json(String text) throws RefusedException {
    try {
      return JsonText.object(text);
    } catch (ParseException e) {
      // Without the cause: it quotes the answer.
      throw refused("it is not a JSON object");
    }
  }

  private static void require(boolean held, String what) throws RefusedException {
    if (!held) {
      throw refused(what);
    }
  }

  /** Never with the answer itself. */
  private static RefusedException refused(String why) {
    return SignIn.refused(
        "what the command printed is not a token: " + why,
        "Run the command by hand and correct its output");
  }
}
