package io.jitjdbc.spring.server.policy;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Context;
import io.jitjdbc.access.Subject;
import io.jitjdbc.policy.AuthorizationRequest;
import io.jitjdbc.policy.Circumstances;
import io.jitjdbc.policy.yaml.YamlPolicy;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks a policy what it would decide, without any approval. */
final class PolicyQuestions {
  private PolicyQuestions() {}

  static Outcome outcome(YamlPolicy policy, RecordedStatement statement) {
    RecordedStatement.Place place = statement.place();
    var context =
        new Context(
            statement.actor(),
            statement.time(),
            place.target(),
            place.application(),
            place.purpose());
    return outcome(
        policy,
        statement.subject(),
        statement.accesses(),
        context,
        Circumstances.ofKind(statement.kind()));
  }

  static Outcome outcome(
      YamlPolicy policy,
      Subject subject,
      Set<Access> accesses,
      Context context,
      Circumstances circumstances) {
    return Outcome.of(
        policy.decide(
            new AuthorizationRequest(
                subject, accesses, context, List.of(), Map.of(), circumstances)));
  }
}
