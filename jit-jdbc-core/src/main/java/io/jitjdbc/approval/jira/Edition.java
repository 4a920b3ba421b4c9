package io.jitjdbc.approval.jira;

import io.jitjdbc.settings.Kind;

/** The two that differ in their interfaces. */
enum Edition {
  CLOUD("/rest/api/2/search/jql"),
  DATA_CENTER("/rest/api/2/search");

  static final Kind<Edition> KIND = Kind.choice(Edition.class);

  private final String searchPath;

  Edition(String searchPath) {
    this.searchPath = searchPath;
  }

  String searchPath() {
    return searchPath;
  }
}
