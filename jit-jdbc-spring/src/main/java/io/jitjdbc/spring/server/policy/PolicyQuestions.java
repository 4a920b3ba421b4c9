package io.jitjdbc.spring.server.policy;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Context;
import io.jitjdbc.access.Subject;
import io.jitjdbc.policy.AuthorizationRequest;
import io.jitjdbc.policy.Circumstances;
import io.jitjdbc.policy.yaml.YamlPolicy;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
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
        policy, statement.subject(), statement.accesses(), context, new OfKind(statement.kind()));
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

  /** Nothing else of the execution is known any more. */
  private record OfKind(String kind) implements Circumstances {
    @Override
    public boolean hasWhere() {
      return false;
    }

    @Override
    public boolean hasLimit() {
      return false;
    }

    @Override
    public OptionalLong estimatedRows() {
      return OptionalLong.empty();
    }

    @Override
    public List<InetAddress> addresses() {
      return List.of();
    }

    @Override
    public Set<String> requested() {
      return Set.of();
    }
  }
}
