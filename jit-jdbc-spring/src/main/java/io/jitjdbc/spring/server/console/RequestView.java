package io.jitjdbc.spring.server.console;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalStage;
import io.jitjdbc.approval.Delegation;
import io.jitjdbc.approval.RequestDetails.Sensitive;
import io.jitjdbc.approval.RequestProgress;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.RequestState.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A request as a page shows it.
 *
 * @param deputizing the delegations to whoever looks
 */
public record RequestView(
    RequestProgress progress, Subject viewer, List<Delegation> deputizing, Instant now) {
  public RequestView {
    deputizing = List.copyOf(deputizing);
  }

  public AccessRequest request() {
    return progress.request();
  }

  public RequestState state() {
    return progress.at(now);
  }

  /** In lower case, as pages and styles have it. */
  public String status() {
    String word = state().status().name().toLowerCase(Locale.ROOT);
    return word.equals("requested") ? "pending" : word;
  }

  /** From which of its classified columns they would see what. */
  public LineagePicture picture() {
    return LineagePicture.of(request().summary().details().sensitive());
  }

  public boolean isMine() {
    return request().subject().key().equals(viewer.key())
        || request().actor().key().equals(viewer.key());
  }

  /** Whether an answer of whoever looks would count now. */
  public boolean isAnswerable() {
    return progress.needsPeople(now) && progress.mayAnswer(viewer, deputizing, now);
  }

  /** Whether there is something to take back. */
  public boolean isRevocable() {
    return state().status() == Status.APPROVED
        && (isMine() || progress.concerns(viewer, deputizing, now));
  }

  public boolean isDelegated() {
    return !request().actor().key().equals(request().subject().key());
  }

  /** The statement in pieces, those that name classified columns apart. */
  public List<StatementPart> statement() {
    List<String> sensitive =
        request().summary().details().sensitive().stream().map(Sensitive::column).toList();
    return StatementPart.of(request().summary().statement(), sensitive);
  }

  /** About how many rows, as people write numbers; empty if nobody knows. */
  public String estimatedRows() {
    return request().summary().details().estimatedRows().stream()
        .mapToObj(rows -> String.format(Locale.ROOT, "%,d", rows))
        .findFirst()
        .orElse("");
  }

  /** How long people still have. */
  public String left() {
    return spelled(Duration.between(now, request().expiresAt()));
  }

  public String ago() {
    return spelled(Duration.between(request().filedAt(), now));
  }

  public String validFor() {
    return spelled(request().requirement().validFor());
  }

  public List<ApprovalStage> stages() {
    return request().requirement().stages();
  }

  static String spelled(Duration span) {
    if (span.isNegative()) {
      return "no time";
    }
    if (span.toDays() > 1) {
      return span.toDays() + " days";
    }
    if (span.toHours() > 1) {
      return span.toHours() + " h";
    }
    return span.toMinutes() > 0 ? span.toMinutes() + " min" : span.toSeconds() + " s";
  }
}
