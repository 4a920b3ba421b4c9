package io.jitjdbc.approval.jira;

/** What leads to Jira's end. */
record Ends(Jira jira, Queue queue, Self self, Search search, Tickets tickets) {

  static Ends of(Jira jira, Queue queue, Edition edition) {
    var self = new Self(jira);
    var search = new Search(jira, edition, queue, self);
    return new Ends(jira, queue, self, search, new Tickets(jira, queue, search));
  }
}
