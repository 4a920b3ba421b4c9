package io.jitjdbc.approval.jira;

import io.jitjdbc.settings.Kind;

/** How people are asked. */
enum Way {
  /** By a request of Jira Service Management, which has an approval of its own. */
  REQUEST,
  /** By an issue that they move into a status. */
  ISSUE;

  static final Kind<Way> KIND = Kind.choice(Way.class);
}
