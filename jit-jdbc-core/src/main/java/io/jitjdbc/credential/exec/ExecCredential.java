package io.jitjdbc.credential.exec;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.credential.DatabaseCredential;
import java.text.ParseException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the command printed. */
record ExecCredential(
    String leaseId,
    DatabaseCredential credential,
    Instant expiresAt,
    Map<String, String> properties) {

  static final String API_VERSION = "credentials.jit-jdbc.io/v1";
  static final String KIND = "ExecCredential";

  /** The login is in the fields of its own, so that it cannot differ from what is audited. */
  private static final Set<String> LOGIN = Set.of("user", "username", "password");

  static ExecCredential parse(String text) throws RefusedException {
    Map<String, Object> answer = json(text);
    require(API_VERSION.equals(answer.get("apiVersion")), "apiVersion must be " + API_VERSION);
    require(KIND.equals(answer.get("kind")), "kind must be " + KIND);
    Map<?, ?> status = object(answer.get("status"), "status");
    var credential = new DatabaseCredential(text(status, "username"), text(status, "password"));
    String leaseId =
        status.get("leaseId") == null ? "exec-" + UUID.randomUUID() : text(status, "leaseId");
    return new ExecCredential(leaseId, credential, expiry(status), properties(status));
  }

  private static Map<String, Object> json(String text) throws RefusedException {
    try {
      Map<String, Object> answer = JSONObjectUtils.parse(text);
      if (answer != null) {
        return answer;
      }
    } catch (ParseException e) {
      // Said below, without the cause: it quotes the answer.
    }
    throw refused("it is not a JSON object");
  }

  private static Instant expiry(Map<?, ?> status) throws RefusedException {
    try {
      return Instant.parse(text(status, "expirationTimestamp"));
    } catch (DateTimeParseException e) {
      throw refused("status.expirationTimestamp must be a time such as 2030-01-31T13:00:00Z");
    }
  }

  private static Map<String, String> properties(Map<?, ?> status) throws RefusedException {
    if (status.get("properties") == null) {
      return Map.of();
    }
    var properties = new LinkedHashMap<String, String>();
    Map<?, ?> object = object(status.get("properties"), "status.properties");
    for (Object key : object.keySet()) {
      String name = key.toString();
      boolean ours = name.startsWith("jit.") || LOGIN.contains(name.toLowerCase(Locale.ROOT));
      require(!ours, "status.properties must hold the driver's own properties, and no login");
      properties.put(name, text(object, name));
    }
    return properties;
  }

  private static Map<?, ?> object(@Nullable Object value, String name) throws RefusedException {
    if (value instanceof Map<?, ?> object) {
      return object;
    }
    throw refused(name + " must be an object");
  }

  private static String text(Map<?, ?> status, String name) throws RefusedException {
    if (status.get(name) instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw refused(name + " must be text that is not empty");
  }

  private static void require(boolean held, String what) throws RefusedException {
    if (!held) {
      throw refused(what);
    }
  }

  /** Never with the answer itself or a cause that quotes it: a password may be in it. */
  private static RefusedException refused(String why) {
    return new RefusedException(
        SqlState.CREDENTIAL_REFUSED,
        "No lease: what the exec broker's command printed is not a credential: "
            + why
            + ". Run the command by hand and correct its output.");
  }
}
