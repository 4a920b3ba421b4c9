package io.jitjdbc.approval.jira;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.Channel;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.approval.evidence.ChannelPeople;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Puts the parts together; reads every setting before anything is opened. */
final class Assembly {
  private final Ends ends;
  private final Purpose purpose;
  private final boolean comments;
  private final Duration timeout;
  private final Duration poll;
  private final ChannelPeople people;
  private final JiraSettings settings;
  private final InstantSource clock;

  Assembly(JiraSettings settings, InstantSource clock) {
    this.timeout = settings.timeout();
    this.poll = settings.poll();
    this.comments = settings.comments();
    this.people = settings.people(clock);
    this.settings = settings;
    var jira = new Jira(settings.address(), timeout, settings.login());
    this.ends = Ends.of(jira, settings.queue(), settings.edition());
    Optional<String> link = settings.link();
    this.purpose = new Purpose(jira, settings.purposeCheck(), settings.purposeStates(), link);
    this.clock = clock;
  }

  ApprovalService service(RequestBook book) {
    return new BookApprovals(book, channel(book), poll, clock, settings.check(book, clock));
  }

  Channel channel(RequestBook book) {
    var notes = new Notes(comments, ends.jira(), ends.tickets(), ends.self(), timeout);
    var endings = new Endings(book, notes, clock);
    return new JiraChannel(
        ends,
        purpose,
        notes,
        endings,
        (approvals, channel) -> {
          var ballots = new Ballots(book, approvals, people, notes, clock);
          var looks = new Poll(ends, ballots, poll);
          var parts = new JiraEars.Parts(ends.tickets(), channel, looks, endings);
          return new JiraEars(approvals, parts, clock);
        });
  }
}
