package io.jitjdbc.approval.jira;

import java.io.IOException;

/** What was asked of Jira did not come about; the text holds no secret. */
final class JiraException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int NO_ANSWER = 0;

  private final int status;
  private final boolean unclear;

  private JiraException(int status, boolean unclear, String message) {
    super(message);
    this.status = status;
    this.unclear = unclear;
  }

  /** Jira said so. */
  static JiraException answered(int status, String message) {
    return new JiraException(status, status == 408 || status >= 500, message);
  }

  /** Nothing was sent. */
  static JiraException unsent(String message) {
    return new JiraException(NO_ANSWER, false, message);
  }

  /** Nobody knows what Jira made of it. */
  static JiraException lost(String message) {
    return new JiraException(NO_ANSWER, true, message);
  }

  int status() {
    return status;
  }

  /** Whether it may have been done all the same. */
  boolean isUnclear() {
    return unclear;
  }

  /** Whether asking again in the same way is pointless. */
  boolean isFinal() {
    return status / 100 == 4 && status != 408 && status != 429;
  }
}
