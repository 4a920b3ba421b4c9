package io.jitjdbc.audit;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Subject;
import io.jitjdbc.policy.PolicyMode;
import java.time.Instant;
import java.util.List;

/**
 * Something that happened, in a form that holds no secret, no bind value and no unmasked literal.
 * Sinks that write fields instead of objects use {@link EventFields}.
 */
public sealed interface AuditEvent {

  /** What it has in common with every other event. */
  EventHeader header();

  /** The event's name in records: lower case with dots. */
  String type();

  /** The case for what this event is. */
  <R> R fold(Cases<R> cases);

  /** One case for each kind of event: a new kind does not compile until everybody has one. */
  interface Cases<R> {
    /** For a {@link SessionOpened}. */
    R sessionOpened(SessionOpened event);

    /** For a {@link SessionClosed}. */
    R sessionClosed(SessionClosed event);

    /** For a {@link LeaseIssued}. */
    R leaseIssued(LeaseIssued event);

    /** For a {@link LeaseEnded}. */
    R leaseEnded(LeaseEnded event);

    /** For a {@link StatementDecided}. */
    R statementDecided(StatementDecided event);

    /** For a {@link StatementExplained}. */
    R statementExplained(StatementExplained event);

    /** For a {@link StatementFinished}. */
    R statementFinished(StatementFinished event);

    /** For an {@link ApprovalAsked}. */
    R approvalAsked(ApprovalAsked event);

    /** For an {@link ApprovalBypassed}. */
    R approvalBypassed(ApprovalBypassed event);

    /** For an {@link ApprovalAnswered}. */
    R approvalAnswered(ApprovalAnswered event);
  }

  /** A connection was opened with a lease. */
  record SessionOpened(
      EventHeader header, String target, String application, String purpose, String leaseId)
      implements AuditEvent {
    public SessionOpened {
      requireNonNull(header);
      requireNonNull(target);
      requireNonNull(application);
      requireNonNull(purpose);
      requireNonNull(leaseId);
    }

    @Override
    public String type() {
      return "session.opened";
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.sessionOpened(this);
    }
  }

  /** A connection was closed, or was refused before it opened; the reason says which. */
  record SessionClosed(EventHeader header, String reason) implements AuditEvent {
    public SessionClosed {
      requireNonNull(header);
      requireNonNull(reason);
    }

    @Override
    public String type() {
      return "session.closed";
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.sessionClosed(this);
    }
  }

  /** A lease was obtained from a broker. */
  record LeaseIssued(
      EventHeader header, String leaseId, String databaseUser, String target, Instant expiresAt)
      implements AuditEvent {
    public LeaseIssued {
      requireNonNull(header);
      requireNonNull(leaseId);
      requireNonNull(databaseUser);
      requireNonNull(target);
      requireNonNull(expiresAt);
    }

    @Override
    public String type() {
      return "lease.issued";
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.leaseIssued(this);
    }
  }

  /** A lease ended: expired or given back. */
  record LeaseEnded(EventHeader header, String leaseId, String reason) implements AuditEvent {
    public LeaseEnded {
      requireNonNull(header);
      requireNonNull(leaseId);
      requireNonNull(reason);
    }

    @Override
    public String type() {
      return "lease.ended";
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.leaseEnded(this);
    }
  }

  /** A statement was decided; recorded before it runs, permitted or not. */
  record StatementDecided(EventHeader header, StatementFacts statement, Ruling ruling)
      implements AuditEvent {
    public StatementDecided {
      requireNonNull(header);
      requireNonNull(statement);
      requireNonNull(ruling);
    }

    @Override
    public String type() {
      return "statement.decided";
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.statementDecided(this);
    }
  }

  /**
   * Somebody asked what would be decided; nothing ran.
   *
   * @param about for whom it would be decided: whoever asked, or somebody else
   */
  record StatementExplained(
      EventHeader header, Subject about, StatementFacts statement, Ruling ruling)
      implements AuditEvent {
    public StatementExplained {
      requireNonNull(header);
      requireNonNull(about);
      requireNonNull(statement);
      requireNonNull(ruling);
    }

    @Override
    public String type() {
      return "statement.explained";
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.statementExplained(this);
    }
  }

  /** A statement that was let run ended; its rows had been released before. */
  record StatementFinished(EventHeader header, EventId statementId, Reading reading)
      implements AuditEvent {
    public StatementFinished {
      requireNonNull(header);
      requireNonNull(statementId);
      requireNonNull(reading);
    }

    @Override
    public String type() {
      return "statement.finished";
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.statementFinished(this);
    }
  }

  /** An access request was filed, or an open one for the same thing was joined. */
  record ApprovalAsked(
      EventHeader header, EventId statementId, String requestId, String rule, List<String> groups)
      implements AuditEvent {
    public ApprovalAsked {
      requireNonNull(header);
      requireNonNull(statementId);
      requireNonNull(requestId);
      requireNonNull(rule);
      groups = List.copyOf(groups);
    }

    @Override
    public String type() {
      return "approval.asked";
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.approvalAsked(this);
    }
  }

  /**
   * Somebody goes ahead without an approval in an emergency; a review is due.
   *
   * @param reason as they said
   */
  record ApprovalBypassed(
      EventHeader header, EventId statementId, String requestId, String rule, String reason)
      implements AuditEvent {
    public ApprovalBypassed {
      requireNonNull(header);
      requireNonNull(statementId);
      requireNonNull(requestId);
      requireNonNull(rule);
      requireNonNull(reason);
    }

    @Override
    public String type() {
      return "approval.bypassed";
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.approvalBypassed(this);
    }
  }

  /**
   * An access request came to its end, as seen by the statement that waited for it.
   *
   * @param evidence what approvers signed, as compact JWS; empty where the service vouches for them
   */
  record ApprovalAnswered(
      EventHeader header,
      EventId statementId,
      String requestId,
      String status,
      List<String> approvers,
      List<String> evidence)
      implements AuditEvent {
    public ApprovalAnswered {
      requireNonNull(header);
      requireNonNull(statementId);
      requireNonNull(requestId);
      requireNonNull(status);
      approvers = List.copyOf(approvers);
      evidence = List.copyOf(evidence);
    }

    @Override
    public String type() {
      return "approval.answered";
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.approvalAnswered(this);
    }
  }

  /**
   * The statement.
   *
   * @param kind what sort of statement it is; UNKNOWN if it could not be analysed
   * @param text without literals
   * @param digest SHA-256 of the exact text
   * @param accesses "SELECT public.customers.email" and the like, sorted
   * @param objects the same by table, with what is known of how it is used; sorted
   * @param lineage "email: shop.customers.email" and the like, one for each output column in order:
   *     the base columns that its values come from
   */
  record StatementFacts(
      EventId id,
      String kind,
      String text,
      String digest,
      List<String> accesses,
      String purpose,
      List<AccessedObject> objects,
      List<String> lineage) {
    public StatementFacts {
      requireNonNull(id);
      requireNonNull(kind);
      requireNonNull(text);
      requireNonNull(digest);
      accesses = List.copyOf(accesses);
      requireNonNull(purpose);
      objects = List.copyOf(objects);
      lineage = List.copyOf(lineage);
    }
  }

  /**
   * What was decided about it.
   *
   * @param mode whether it bound anybody; what was only observed ran whatever the effect
   * @param effect permit or deny; where people were not asked, because nothing is enforced or
   *     nothing runs, also ask
   * @param reason why it was denied; empty for a permit
   * @param masks "email: partial (pii.email)" and the like, one per masked output column
   * @param approvalId empty when none was needed
   * @param requestId of the access request that the approval answers; empty when none was needed
   * @param budgets where it was decided because a budget goes no further: that one, and the others
   *     that the statement's rows are counted in, sorted by name
   */
  record Ruling(
      PolicyMode mode,
      String effect,
      String rule,
      String policyVersion,
      String reason,
      List<String> masks,
      String approvalId,
      String requestId,
      List<BudgetUse> budgets) {
    public Ruling {
      requireNonNull(mode);
      requireNonNull(effect);
      requireNonNull(rule);
      requireNonNull(policyVersion);
      requireNonNull(reason);
      masks = List.copyOf(masks);
      requireNonNull(approvalId);
      requireNonNull(requestId);
      budgets = List.copyOf(budgets);
    }

    /** One that rests on no approval. */
    public Ruling(
        PolicyMode mode,
        String effect,
        String rule,
        String policyVersion,
        String reason,
        List<String> masks) {
      this(mode, effect, rule, policyVersion, reason, masks, "", "", List.of());
    }

    /** One that binds. */
    public Ruling(
        String effect,
        String rule,
        String policyVersion,
        String reason,
        List<String> masks,
        String approvalId,
        String requestId) {
      this(
          PolicyMode.ENFORCE,
          effect,
          rule,
          policyVersion,
          reason,
          masks,
          approvalId,
          requestId,
          List.of());
    }
  }
}
