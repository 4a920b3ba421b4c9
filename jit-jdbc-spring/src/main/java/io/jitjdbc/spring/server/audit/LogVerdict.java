package io.jitjdbc.spring.server.audit;

import io.jitjdbc.audit.recording.verification.LedgerState.Vouching;
import io.jitjdbc.spring.server.audit.LogBook.Ledger;
import io.jitjdbc.spring.server.audit.LogBook.Log;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be said of a log by what was brought of it.
 *
 * @param why in words, the worst first
 */
public record LogVerdict(State state, List<String> why) {
  /** A line is signed at least once a minute while a log is written, and brought soon after. */
  private static final Duration SILENCE = Duration.ofMinutes(5);

  private static final Duration ON_ITS_WAY = Duration.ofMinutes(1);

  /** The state of a log, the worst first. */
  public enum State {
    /** Two different lines were brought for one place: one of them was forged. */
    FORKED("forked", "deny"),
    /** A line is not signed as it has to be, or events cannot be of this log. */
    FORGED("forged", "deny"),
    /** None of the trusted keys has signed for it. */
    UNTRUSTED("not trusted", "deny"),
    /** Something is missing. */
    GAP("gap", "pending"),
    /** It was not ended, and nothing more comes. */
    STOPPED("stopped", "pending"),
    /** No line of its ledger was brought. */
    UNSIGNED("no ledger", "pending"),
    /** Its writer lives. */
    WRITTEN("being written", "permit"),
    /** It was ended in good order. */
    COMPLETE("complete", "permit");

    private final String title;
    private final String mark;

    State(String title, String mark) {
      this.title = title;
      this.mark = mark;
    }

    /** As people read it. */
    public String title() {
      return title;
    }

    /** As a style sheet names it. */
    public String mark() {
      return mark;
    }

    /** Whether somebody should look at it. */
    public boolean isTrouble() {
      return this != WRITTEN && this != COMPLETE;
    }
  }

  private record Reason(State state, String text) {}

  public LogVerdict {
    why = List.copyOf(why);
  }

  /**
   * Of that log.
   *
   * @param hasLeases whether a lease goes on that it told of
   */
  public static LogVerdict of(Log log, boolean hasLeases, Instant now) {
    var reasons = new ArrayList<Reason>();
    forged(log, reasons);
    missing(log, now, reasons);
    ended(log, hasLeases, now, reasons);
    State worst =
        reasons.stream()
            .map(Reason::state)
            .min(State::compareTo)
            .orElse(log.ledger().isClosed() ? State.COMPLETE : State.WRITTEN);
    return new LogVerdict(
        worst,
        reasons.stream()
            .sorted((one, other) -> one.state().compareTo(other.state()))
            .map(Reason::text)
            .toList());
  }

  private static void forged(Log log, List<Reason> reasons) {
    Ledger ledger = log.ledger();
    if (log.forks() > 0) {
      add(reasons, State.FORKED, "other lines of its ledger were brought, and refused");
    }
    if (!ledger.broken().isEmpty()) {
      add(reasons, State.FORGED, ledger.broken());
    }
    if (ledger.vouching() == Vouching.NOT_PINNED) {
      add(
          reasons,
          State.UNTRUSTED,
          "none of the keys of jit.server.ledger-keys-file signed for it");
    }
    if (ledger.isClosed() && log.events() > ledger.frames()) {
      String text =
          log.events()
              + " events were brought, and the log has no more than "
              + ledger.frames()
              + " frames";
      add(reasons, State.FORGED, text);
    }
    if (isLate(log)) {
      add(reasons, State.FORGED, "events were brought that happened after it had ended");
    }
  }

  private static boolean isLate(Log log) {
    Ledger ledger = log.ledger();
    return ledger.isClosed()
        && log.lastEvent().isPresent()
        && ledger.signedAt().isPresent()
        && log.lastEvent().get().isAfter(ledger.signedAt().get().plus(ON_ITS_WAY));
  }

  private static void missing(Log log, Instant now, List<Reason> reasons) {
    Ledger ledger = log.ledger();
    boolean isHole = log.isLooked() && ledger.broken().isEmpty() && ledger.verified() < log.lines();
    if (isHole) {
      add(
          reasons,
          State.GAP,
          "line " + ledger.verified() + " was not brought, and lines after it were");
    }
    boolean isOld = ledger.signedAt().map(at -> at.plus(ON_ITS_WAY).isBefore(now)).orElse(false);
    if (log.events() == 0 && ledger.frames() > 0 && isOld) {
      add(
          reasons,
          State.GAP,
          "its ledger signs for "
              + ledger.frames()
              + " frames, and none of its events was brought");
    }
    if (ledger.wentBack() > 0) {
      add(reasons, State.GAP, "its clock went back " + ledger.wentBack() + " times");
    }
  }

  private static void ended(Log log, boolean hasLeases, Instant now, List<Reason> reasons) {
    Ledger ledger = log.ledger();
    boolean isOld =
        log.lastEvent().map(at -> at.plus(ON_ITS_WAY).isBefore(now)).orElse(log.lines() == 0);
    if (log.lines() == 0 && isOld) {
      add(reasons, State.UNSIGNED, "no line of its ledger was brought: nobody has signed for it");
    }
    boolean isSilent = ledger.signedAt().map(at -> at.plus(SILENCE).isBefore(now)).orElse(false);
    if (!ledger.isClosed() && isSilent && ledger.broken().isEmpty()) {
      String text = "it was not ended, and no line of it was signed for five minutes: its writer";
      String why = " died, cannot deliver, or was kept from it";
      add(reasons, State.STOPPED, text + why);
      if (hasLeases) {
        add(reasons, State.STOPPED, "leases go on that it told of");
      }
    }
  }

  private static void add(List<Reason> reasons, State state, String text) {
    reasons.add(new Reason(state, text));
  }
}
