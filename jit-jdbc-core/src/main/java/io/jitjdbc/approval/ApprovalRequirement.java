package io.jitjdbc.approval;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What it takes to turn a requestable denial into a permit.
 *
 * @param stages one after the other; nobody counts in two of them, and never the subject itself
 * @param answerWithin an unanswered request expires after this time
 * @param validFor how long an approval may be used
 * @param uses how often it may be used
 * @param window when it may be used; whenever it is valid if there is none
 * @param escalation who else may answer after a while
 * @param remindAfter how long nobody has to answer until those who may are reminded, and again
 *     after as long; nobody is if there is none
 * @param breakGlass who may do without
 * @param purpose what the purpose must look like before anybody is asked: a regular expression
 * @param covers what one use is good for
 * @param valuesShown whether approvers see bind values and literals
 * @param waiting what a statement does meanwhile, where its caller does not say; empty to leave it
 *     to the settings
 */
public record ApprovalRequirement(
    List<ApprovalStage> stages,
    Duration answerWithin,
    Duration validFor,
    int uses,
    Optional<ExecutionWindow> window,
    Optional<Escalation> escalation,
    Optional<Duration> remindAfter,
    Optional<BreakGlass> breakGlass,
    Optional<String> purpose,
    Coverage covers,
    boolean valuesShown,
    Optional<Waiting> waiting) {

  /** What one use of an approval is good for. */
  public enum Coverage {
    /** One execution of the statement that was asked for. */
    STATEMENT,
    /**
     * Whatever the subject runs on the connection that asked, as far as the rule or limit goes,
     * until the approval ends.
     */
    SESSION
  }

  /** What a statement does meanwhile. */
  public enum Waiting {
    /** It waits for the answer, as long as it may. */
    WAIT,
    /** It fails at once, and goes through on a later try. */
    FAIL
  }

  public ApprovalRequirement {
    stages = List.copyOf(stages);
    requireNonNull(answerWithin);
    requireNonNull(validFor);
    requireNonNull(window);
    requireNonNull(escalation);
    requireNonNull(remindAfter);
    requireNonNull(breakGlass);
    requireNonNull(purpose);
    requireNonNull(covers);
    requireNonNull(waiting);
    if (stages.isEmpty() || uses < 1) {
      throw new IllegalArgumentException("an approval needs a stage and a use");
    }
    if (remindAfter.isPresent() && remindAfter.get().toMillis() < 1) {
      throw new IllegalArgumentException("nobody can be reminded all the time");
    }
  }

  /** Nobody is reminded. */
  public ApprovalRequirement(
      List<ApprovalStage> stages,
      Duration answerWithin,
      Duration validFor,
      int uses,
      Optional<ExecutionWindow> window,
      Optional<Escalation> escalation,
      Optional<BreakGlass> breakGlass,
      Optional<String> purpose) {
    this(
        stages,
        answerWithin,
        validFor,
        uses,
        window,
        escalation,
        Optional.empty(),
        breakGlass,
        purpose);
  }

  /** For one statement, whose values are not shown. */
  public ApprovalRequirement(
      List<ApprovalStage> stages,
      Duration answerWithin,
      Duration validFor,
      int uses,
      Optional<ExecutionWindow> window,
      Optional<Escalation> escalation,
      Optional<Duration> remindAfter,
      Optional<BreakGlass> breakGlass,
      Optional<String> purpose) {
    this(
        stages,
        answerWithin,
        validFor,
        uses,
        window,
        escalation,
        remindAfter,
        breakGlass,
        purpose,
        Coverage.STATEMENT,
        false,
        Optional.empty());
  }

  /** One stage, usable at any time. */
  public ApprovalRequirement(
      Set<String> approverGroups, int quorum, Duration answerWithin, Duration validFor, int uses) {
    this(
        List.of(new ApprovalStage(approverGroups, quorum)),
        answerWithin,
        validFor,
        uses,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Everybody who may answer at some stage, but for an escalation. */
  public Set<String> approverGroups() {
    return stages.stream()
        .flatMap(stage -> stage.approverGroups().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** How many people must say yes in all. */
  public int quorum() {
    return stages.stream().mapToInt(ApprovalStage::quorum).sum();
  }
}
