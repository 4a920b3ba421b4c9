package io.jitjdbc.testing;

import io.jitjdbc.access.Subject;
import io.jitjdbc.audit.AccessedObject;
import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.BudgetUse;
import io.jitjdbc.audit.Correlation;
import io.jitjdbc.audit.EventHeader;
import io.jitjdbc.audit.EventId;
import io.jitjdbc.audit.Reading;
import io.jitjdbc.audit.SessionFacts;
import io.jitjdbc.policy.PolicyMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Audit events for tests. */
public final class AuditEvents {
  /** What must not break out of a record. */
  public static final String HOSTILE =
      "\" \\ \n"
          + " \r"
          + " \t \0 \u0007 \u001b[2J \u007f \u0085 \u2028 \u2029 \u202e \ud800 \ud83d\ude80 {}%s";

  private static final EventId STATEMENT = new EventId("st", 1);

  private AuditEvents() {}

  /** A small event of a session with that name. */
  public static AuditEvent named(String name) {
    return new AuditEvent.SessionClosed(header(name), "closed by the application");
  }

  /** An event about a statement with that text. */
  public static AuditEvent decided(String id, String text, String effect) {
    return new AuditEvent.StatementDecided(
        header(id), facts(text), ruling(PolicyMode.ENFORCE, effect));
  }

  /** The same where the policy is only observed. */
  public static AuditEvent observed(String id, String text, String effect) {
    return new AuditEvent.StatementDecided(
        header(id), facts(text), ruling(PolicyMode.OBSERVE, effect));
  }

  /** One of which everything is known: what it touches, rests on, and belongs to. */
  public static AuditEvent attributed(String id) {
    var facts =
        new AuditEvent.StatementFacts(
            STATEMENT,
            "QUERY",
            "SELECT email FROM customers WHERE region = ?",
            "d1",
            List.of("SELECT shop.customers.email", "SELECT shop.customers.region"),
            "TICKET-7",
            List.of(
                new AccessedObject(
                    "shop.customers",
                    "table",
                    true,
                    List.of("email", "region"),
                    List.of("region"))),
            List.of("email: shop.customers.email"));
    var ruling =
        new AuditEvent.Ruling(
            "permit",
            "analysts",
            "v1",
            "",
            List.of("email: partial (pii.email)"),
            "7f3a9k2m.1",
            "7f3a9k2m");
    return new AuditEvent.StatementDecided(attributed(header(id)), facts, ruling);
  }

  private static EventHeader attributed(EventHeader header) {
    return new EventHeader(
        header.id(),
        header.time(),
        header.subject(),
        header.actor(),
        new SessionFacts(
            "jdbc:postgresql://db.example:5433/shop", "reporting", "lease-1", "jit_ann_1", "h", 7),
        new Correlation(
            "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", "shop.Orders.list"));
  }

  private static AuditEvent.StatementFacts facts(String text) {
    return new AuditEvent.StatementFacts(
        STATEMENT,
        "SELECT",
        text,
        "d1",
        List.of("SELECT shop.customers.email"),
        "TICKET-7",
        List.of(),
        List.of());
  }

  private static AuditEvent.Ruling ruling(PolicyMode mode, String effect) {
    return new AuditEvent.Ruling(
        mode, effect, "analysts", "v1", "", List.of("email: partial (pii.email)"));
  }

  /** The end of a statement whose rows were counted in budgets. */
  public static AuditEvent counted(String id) {
    return new AuditEvent.StatementFinished(
        header(id),
        STATEMENT,
        new Reading(
            "exhausted",
            "",
            42,
            List.of("email"),
            List.of(),
            Duration.ofNanos(1_234_567),
            budgets()));
  }

  /** The refusal of a row, because a budget is used up. */
  public static AuditEvent usedUp(String id) {
    var ruling =
        new AuditEvent.Ruling(
            PolicyMode.ENFORCE,
            "deny",
            "a-day",
            "v1",
            "budget a-day is used up",
            List.of(),
            "",
            "",
            budgets());
    return new AuditEvent.StatementDecided(
        header(id), facts("SELECT email FROM customers"), ruling);
  }

  private static List<BudgetUse> budgets() {
    return List.of(
        new BudgetUse("a-day", "rows", 42, 5000, Duration.ofDays(1)),
        new BudgetUse("people", "distinct people", 7, 100, Duration.ofHours(1)));
  }

  private static Reading reading() {
    return new Reading(
        "exhausted",
        "",
        42,
        List.of("email"),
        List.of("notes: card 3"),
        Duration.ofNanos(1_234_567));
  }

  /** One of each kind. */
  public static List<AuditEvent> oneOfEach() {
    Instant end = Instant.parse("2030-01-01T00:10:00Z");
    return List.of(
        new AuditEvent.SessionOpened(
            header("1"), "jdbc:h2:mem:shop", "reporting", "TICKET-7", "lease-1"),
        new AuditEvent.SessionClosed(header("2"), "closed"),
        new AuditEvent.LeaseIssued(header("3"), "lease-1", "jit_ann_1", "jdbc:h2:mem:shop", end),
        new AuditEvent.LeaseEnded(header("4"), "lease-1", "expired"),
        decided("5", "SELECT email FROM customers", "permit"),
        new AuditEvent.StatementFinished(header("6"), STATEMENT, reading()),
        new AuditEvent.ApprovalAsked(
            header("7"), STATEMENT, "7f3a9k2m", "large-exports", List.of("dba")),
        new AuditEvent.ApprovalAnswered(
            header("8"), STATEMENT, "7f3a9k2m", "APPROVED", List.of("dora"), List.of("e30.e30.AA")),
        new AuditEvent.ApprovalBypassed(
            header("10"), STATEMENT, "7f3a9k2m", "large-exports", "the shop is down"),
        new AuditEvent.StatementExplained(
            header("9"),
            new Subject("https://issuer.example", "43", "ben", Set.of("owners")),
            facts("SELECT email FROM customers"),
            ruling(PolicyMode.OBSERVE, "ask")));
  }

  /** The name that the event with this id was made with. */
  public static String name(String id) {
    return id.substring(0, id.lastIndexOf('-'));
  }

  private static EventHeader header(String name) {
    return new EventHeader(
        new EventId(name, 1),
        Instant.parse("2030-01-01T00:00:00.5Z"),
        new Subject("https://issuer.example", "42", "ann", Set.of("analysts")),
        new Subject("https://issuer.example", "7", "batch", Set.of()));
  }
}
