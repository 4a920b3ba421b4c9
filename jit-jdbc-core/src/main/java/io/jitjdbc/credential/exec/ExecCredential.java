package io.jitjdbc.credential.exec;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.credential.DatabaseCredential;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.remote.JsonFields;
import java.text.ParseException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** What the command printed. */
record ExecCredential(
    String leaseId,
    DatabaseCredential credential,
    Instant expiresAt,
    Map<String, String> properties) {

  static final String API_VERSION = "credentials.jit-jdbc.io/v1";
  static final String KIND = "ExecCredential";

  static ExecCredential parse(String text) throws RefusedException {
    try {
      return parse(JsonFields.of(text));
    } catch (ParseException e) {
      // Never with the answer itself or a cause that quotes it: a password may be in it.
      throw new RefusedException(
          SqlState.CREDENTIAL_REFUSED,
          "No lease: what the exec broker's command printed is not a credential: "
              + e.getMessage()
              + ". Run the command by hand and correct its output.");
    }
  }

  private static ExecCredential parse(JsonFields answer) throws ParseException {
    require("apiVersion", API_VERSION, answer);
    require("kind", KIND, answer);
    JsonFields status = answer.object("status");
    var credential = new DatabaseCredential(status.text("username"), status.text("password"));
    String leaseId = status.optionalText("leaseId").orElseGet(() -> "exec-" + UUID.randomUUID());
    Map<String, String> properties = status.texts("properties");
    if (!properties.keySet().stream().allMatch(Lease::isConnectionProperty)) {
      throw new ParseException(
          "status.properties must hold the driver's own properties, and no login", 0);
    }
    return new ExecCredential(leaseId, credential, status.time("expirationTimestamp"), properties);
  }

  private static void require(String name, String value, JsonFields answer) throws ParseException {
    if (!answer.optionalText(name).filter(value::equals).isPresent()) {
      throw new ParseException(name + " must be " + value, 0);
    }
  }
}
