package io.jitjdbc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Action;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.access.Subject;
import io.jitjdbc.policy.AuthorizationRequest;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.PolicyDecisionPoint;
import io.jitjdbc.policy.PolicyMode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every policy decision point keeps to, whatever its policy says. */
public abstract class PolicyDecisionPointContract {
  private PolicyDecisionPoint point;

  /** A decision point with a policy under which the other two requests are what they are called. */
  protected abstract PolicyDecisionPoint open() throws Exception;

  /** Needs no approval. */
  protected abstract AuthorizationRequest permitted();

  /** No approval helps. */
  protected abstract AuthorizationRequest denied();

  @BeforeEach
  void openThePoint() throws Exception {
    point = open();
  }

  @AfterEach
  void closeThePoint() {
    point.close();
  }

  @Test
  protected void permitsWhatItsPolicyPermits() {
    assertThat(point.decide(permitted())).isInstanceOf(Decision.Permit.class);
  }

  @Test
  protected void deniesTheRestWithAReasonThatNamesWhatIsMissing() {
    Decision decision = point.decide(denied());
    assertThat(decision).isInstanceOf(Decision.Deny.class);
    assertThat(((Decision.Deny) decision).reason()).isNotBlank();
    assertThat(decision.rule()).isNotBlank();
  }

  @Test
  protected void deniesOneAccessAmongMany() {
    var both =
        Stream.of(permitted(), denied())
            .flatMap(request -> request.accesses().stream())
            .collect(Collectors.toSet());
    assertThat(point.decide(with(denied(), denied().subject(), both)))
        .isInstanceOf(Decision.Deny.class);
  }

  @Test
  protected void deniesAStrangerWhatNobodyWasGiven() {
    var stranger = new Subject("https://elsewhere.example", "?", "?", Set.of());
    var access = new Access(Action.SELECT, new Table("no such schema", "no such table"));
    assertThat(point.decide(with(permitted(), stranger, Set.of(access))))
        .isInstanceOf(Decision.Deny.class);
  }

  @Test
  protected void bindsWhomItDeniesUnlessItTellsOperatorsOtherwise() {
    boolean binds = point.mode(denied().subject()) == PolicyMode.ENFORCE;
    assertThat(binds || point.problem().isPresent()).isTrue();
  }

  @Test
  protected void decidesUnderTheVersionThatItTells() {
    String version = point.version();
    assertThat(version).isNotBlank().isEqualTo(point.version());
    assertThat(point.decide(permitted()).policyVersion()).isEqualTo(version);
    assertThat(point.decide(denied()).policyVersion()).isEqualTo(version);
  }

  @Test
  protected void decidesTheSameRequestTheSameWayOnManyThreads() {
    List<Decision> expected = List.of(point.decide(permitted()), point.decide(denied()));
    List<List<Decision>> decisions =
        IntStream.range(0, 500)
            .parallel()
            .mapToObj(i -> List.of(point.decide(permitted()), point.decide(denied())))
            .distinct()
            .toList();
    assertThat(decisions).containsExactly(expected);
  }

  private static AuthorizationRequest with(
      AuthorizationRequest request, Subject subject, Set<Access> accesses) {
    return new AuthorizationRequest(subject, accesses, request.context(), request.approvals());
  }
}
