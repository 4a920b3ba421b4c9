package io.jitjdbc.enforcement;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.access.Subject;
import io.jitjdbc.policy.AuthorizationRequest;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.Obligation;
import io.jitjdbc.policy.PolicyDecisionPoint;
import io.jitjdbc.policy.PolicyMode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Answers what a test says, and remembers what it was asked. */
final class FixedPolicy implements PolicyDecisionPoint {
  static final String VERSION = "v1";

  private final Function<AuthorizationRequest, Decision> answer;
  final List<AuthorizationRequest> asked = new CopyOnWriteArrayList<>();
  final List<String> adopted = new CopyOnWriteArrayList<>();
  volatile boolean adoptsNothing;
  volatile PolicyMode mode = PolicyMode.ENFORCE;

  FixedPolicy(Function<AuthorizationRequest, Decision> answer) {
    this.answer = answer;
  }

  static FixedPolicy permit(Obligation... obligations) {
    return new FixedPolicy(
        request -> new Decision.Permit("fixed", VERSION, List.of(obligations), false));
  }

  @Override
  public Decision decide(AuthorizationRequest request) {
    asked.add(request);
    return answer.apply(request);
  }

  @Override
  public PolicyMode mode(Subject subject) {
    return mode;
  }

  @Override
  public void adopt(String signedPolicy, String target) throws RefusedException {
    adopted.add(signedPolicy + " for " + target);
    if (adoptsNothing) {
      throw new RefusedException(SqlState.CREDENTIAL_REFUSED, "not signed by anybody");
    }
  }

  @Override
  public String version() {
    return VERSION;
  }
}
