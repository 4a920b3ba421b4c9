package io.jitjdbc.cli;

import io.jitjdbc.access.Subject;
import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditSinkProvider;
import io.jitjdbc.audit.EventHeader;
import io.jitjdbc.audit.EventId;
import io.jitjdbc.audit.Reading;
import io.jitjdbc.audit.Recorded;
import io.jitjdbc.audit.ResultColumn;
import io.jitjdbc.policy.PolicyMode;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A log of statements that nobody ran, written by the real sink. */
final class MadeUpRecord implements AutoCloseable {
  private final AuditSink sink;
  private long number;

  MadeUpRecord(Path logs) {
    sink =
        Providers.named(AuditSinkProvider.class, "jit.audit", "recording")
            .create(SettingValues.of("jit.audit.recording.", Map.of("directory", logs.toString())));
  }

  private EventHeader header(String who, Instant when) {
    var subject = new Subject("https://id.example.org", who, who, Set.of());
    return new EventHeader(new EventId("s-" + who.hashCode(), ++number), when, subject, subject);
  }

  /** Somebody's session has a database user. */
  void lease(String who, String user, Instant when) throws Exception {
    sink.record(new AuditEvent.LeaseIssued(header(who, when), "l", user, "shop", when));
  }

  /** Somebody was approved by somebody. */
  void approved(String who, String approver, Instant when) throws Exception {
    EventHeader header = header(who, when);
    sink.record(
        new AuditEvent.ApprovalAnswered(
            header, header.id(), "r-1", "APPROVED", List.of(approver), List.of()));
  }

  /** Somebody was refused. */
  void refused(String who, Instant when, String... accesses) throws Exception {
    decided(header(who, when), "deny", accesses);
  }

  /** Somebody read the e-mail addresses of so many rows, in clear. */
  void read(String who, Instant when, long rows, String... accesses) throws Exception {
    EventHeader header = header(who, when);
    decided(header, "permit", accesses);
    var email = new ResultColumn("email", "text", 12, "", "pii.email");
    var hidden = new ResultColumn("iban", "text", 12, "finance: redact", "finance");
    sink.keep(new Recorded.ResultOpened(header.id(), 1, List.of(email, hidden)));
    var reading =
        new Reading(
            "exhausted", "", rows, List.of("email", "iban"), List.of(), Duration.ofMillis(3));
    sink.record(new AuditEvent.StatementFinished(header(who, when), header.id(), reading));
  }

  private void decided(EventHeader header, String effect, String... accesses) throws Exception {
    var facts =
        new AuditEvent.StatementFacts(
            header.id(), "QUERY", "SELECT email", "d", List.of(accesses), "", List.of(), List.of());
    var ruling = new AuditEvent.Ruling(PolicyMode.ENFORCE, effect, "all", "v1", "", List.of());
    var own = new EventId(header.session(), ++number);
    sink.record(
        new AuditEvent.StatementDecided(
            new EventHeader(own, header.time(), header.subject(), header.actor()), facts, ruling));
  }

  @Override
  public void close() {
    sink.close();
  }
}
