package io.jitjdbc.credential.exec;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.access.Subject;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.process.Command;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks a command for every lease. */
final class ExecCredentialBroker implements CredentialBroker {
  private final Command command;
  private final Duration maxTtl;
  private final InstantSource clock;

  ExecCredentialBroker(Command command, Duration maxTtl, InstantSource clock) {
    this.command = command;
    this.maxTtl = maxTtl;
    this.clock = clock;
  }

  @Override
  public Lease lease(LeaseRequest request) throws RefusedException {
    ExecCredential answer = ExecCredential.parse(command.run(environment(request)));
    Instant now = clock.instant();
    if (!answer.expiresAt().isAfter(now)) {
      throw new RefusedException(
          SqlState.CREDENTIAL_REFUSED,
          "No lease: the exec broker's command printed a credential that was over at "
              + answer.expiresAt()
              + ". Check what it caches, and the clocks.");
    }
    Instant latest = now.plus(maxTtl);
    Instant end = answer.expiresAt().isBefore(latest) ? answer.expiresAt() : latest;
    return new Lease(answer.leaseId(), answer.credential(), now, end, answer.properties());
  }

  private static Map<String, String> environment(LeaseRequest request) throws RefusedException {
    Subject subject = request.subject();
    var environment =
        Map.of(
            "JIT_SUBJECT", subject.id(),
            "JIT_SUBJECT_ISSUER", subject.issuer(),
            "JIT_SUBJECT_NAME", subject.name(),
            "JIT_TARGET", request.target(),
            "JIT_PURPOSE", request.purpose(),
            "JIT_EXEC_INFO", information(request));
    if (environment.values().stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
      throw new RefusedException(
          SqlState.CREDENTIAL_REFUSED,
          "No lease: the subject or the purpose holds a NUL character, which no command can be"
              + " given. Change it.");
    }
    return environment;
  }

  private static String information(LeaseRequest request) {
    Subject subject = request.subject();
    Map<String, Object> who =
        Map.of(
            "issuer", subject.issuer(),
            "id", subject.id(),
            "name", subject.name(),
            "groups", List.copyOf(subject.groups()));
    Map<String, Object> spec =
        Map.of(
            "interactive",
            false,
            "subject",
            new TreeMap<>(who),
            "target",
            request.target(),
            "purpose",
            request.purpose());
    return JSONObjectUtils.toJSONString(
        new TreeMap<>(
            Map.of(
                "apiVersion", ExecCredential.API_VERSION,
                "kind", ExecCredential.KIND,
                "spec", new TreeMap<>(spec))));
  }
}
