package io.jitjdbc.credential.exec;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.access.Subject;
import io.jitjdbc.credential.LeaseRequest;
import java.util.Map;
import java.util.TreeMap;

/** A request as the variables that a command finds it in. */
final class Question {
  /** Systems hold no more in one variable; the arguments and all variables share a limit, too. */
  private static final int MOST_CHARACTERS = 60_000;

  private Question() {}

  static Map<String, String> variables(LeaseRequest request) throws RefusedException {
    Subject subject = request.subject();
    var variables =
        Map.of(
            "JIT_SUBJECT", subject.id(),
            "JIT_SUBJECT_ISSUER", subject.issuer(),
            "JIT_SUBJECT_NAME", subject.name(),
            "JIT_TARGET", request.target(),
            "JIT_PURPOSE", request.purpose(),
            "JIT_APPLICATION", request.application(),
            "JIT_EXEC_INFO", information(request));
    int length = variables.values().stream().mapToInt(String::length).sum();
    if (length > MOST_CHARACTERS) {
      throw refused("are longer than a command can be given", "Shorten the purpose, or the groups");
    }
    if (variables.values().stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
      throw refused("hold a NUL character, which no command can be given", "Change them");
    }
    return variables;
  }

  private static RefusedException refused(String why, String next) {
    return new RefusedException(
        SqlState.CREDENTIAL_REFUSED,
        "No lease: the subject, the application or the purpose " + why + ". " + next + ".");
  }

  private static String information(LeaseRequest request) {
    Subject subject = request.subject();
    Map<String, Object> who =
        Map.of(
            "issuer", subject.issuer(),
            "id", subject.id(),
            "name", subject.name(),
            "groups", subject.groups().stream().sorted().toList());
    Map<String, Object> spec =
        Map.of(
            "interactive", false,
            "subject", new TreeMap<>(who),
            "target", request.target(),
            "application", request.application(),
            "purpose", request.purpose());
    return JSONObjectUtils.toJSONString(
        new TreeMap<>(
            Map.of(
                "apiVersion", ExecCredential.API_VERSION,
                "kind", ExecCredential.KIND,
                "spec", new TreeMap<>(spec))));
  }
}
