package io.jitjdbc.audit.ocsf;

/** What came of an event, in the words of the profile {@code security_control}. */
enum Control {
  ALLOWED(Action.ALLOWED, 1, "Allowed", Severity.INFORMATIONAL),
  APPROVED(Action.ALLOWED, 8, "Approved", Severity.INFORMATIONAL),
  /** Went ahead without those who should have been asked. */
  ALERT(Action.ALLOWED, 19, "Alert", Severity.HIGH),
  /** Was let run, and the database failed it. */
  ERROR(Action.ALLOWED, 27, "Error", Severity.LOW),
  BLOCKED(Action.DENIED, 2, "Blocked", Severity.MEDIUM),
  REJECTED(Action.DENIED, 25, "Rejected", Severity.MEDIUM),
  REVOKED(Action.DENIED, 24, "Access Revoked", Severity.MEDIUM),
  LAPSED(Action.DENIED, 99, "Lapsed", Severity.LOW),
  /** Waits for people. */
  DELAYED(Action.UNKNOWN, 14, "Delayed", Severity.INFORMATIONAL),
  /** Nobody was held to what was decided. */
  LOGGED(Action.OBSERVED, 17, "Logged", Severity.INFORMATIONAL);

  private final Action action;
  private final int disposition;
  private final String dispositionCaption;
  private final Severity severity;

  Control(Action action, int disposition, String dispositionCaption, Severity severity) {
    this.action = action;
    this.disposition = disposition;
    this.dispositionCaption = dispositionCaption;
    this.severity = severity;
  }

  private enum Action {
    UNKNOWN("Unknown"),
    ALLOWED("Allowed"),
    DENIED("Denied"),
    OBSERVED("Observed");

    private final String caption;

    Action(String caption) {
      this.caption = caption;
    }
  }

  private enum Severity {
    UNKNOWN("Unknown"),
    INFORMATIONAL("Informational"),
    LOW("Low"),
    MEDIUM("Medium"),
    HIGH("High");

    private final String caption;

    Severity(String caption) {
      this.caption = caption;
    }
  }

  boolean isDenial() {
    return action == Action.DENIED;
  }

  private boolean isFailure() {
    return isDenial() || this == ERROR;
  }

  /** Both enumerations are in the order of OCSF's numbers. */
  void describe(Json event) {
    event
        .choice("severity", severity.ordinal(), severity.caption)
        .choice("status", isFailure() ? 2 : 1, isFailure() ? "Failure" : "Success")
        .choice("action", action.ordinal(), action.caption)
        .choice("disposition", disposition, dispositionCaption)
        .put("is_alert", severity.ordinal() >= Severity.MEDIUM.ordinal());
  }
}
