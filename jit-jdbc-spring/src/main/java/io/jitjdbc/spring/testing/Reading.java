package io.jitjdbc.spring.testing;

import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.policy.Explanation;
import io.jitjdbc.spring.client.Denial;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How something was read. Columns go by their labels in results, in lower case. Each check returns
 * the reading itself, or throws an {@link AssertionError} that says what was read instead.
 */
public final class Reading {
  private final Set<String> masked;
  private final Set<String> clear;
  private final String rule;
  private final String refusal;
  private final boolean pending;

  Reading(Set<String> masked, Set<String> clear, String rule, String refusal, boolean pending) {
    this.masked = lower(masked);
    this.clear = lower(clear);
    this.clear.removeAll(this.masked);
    this.rule = rule;
    this.refusal = refusal;
    this.pending = pending;
  }

  private static Set<String> lower(Set<String> labels) {
    var lower = new TreeSet<String>();
    labels.forEach(label -> lower.add(label.toLowerCase(Locale.ROOT)));
    return lower;
  }

  static Reading of(List<AuditEvent> events, Optional<Denial> denial) {
    var heard = new HeardReading();
    events.forEach(event -> event.fold(heard));
    if (heard.isSilent() && denial.isEmpty()) {
      throw new AssertionError(
          "no statement went through jit-jdbc on the test's thread: was it answered from a cache,"
              + " or does the test replace the DataSource? Beside slices, say"
              + " @AutoConfigureTestDatabase(replace = NONE)");
    }
    return new Reading(
        heard.masked(),
        heard.read(),
        denial.map(Denial::rule).filter(known -> !known.isEmpty()).orElseGet(heard::rule),
        denial.map(Denial::reason).orElse(""),
        denial.filter(Denial::isPending).isPresent());
  }

  static Reading of(Explanation explanation) {
    var masked = new TreeSet<String>();
    var all = new TreeSet<String>();
    for (Explanation.Output output : explanation.outputs()) {
      all.add(output.label());
      if (!output.mask().isEmpty()) {
        masked.add(output.label());
      }
    }
    String refusal =
        explanation
            .decision()
            .fold(permit -> "", denied -> denied.reason(), requestable -> requestable.reason());
    boolean pending =
        explanation.decision().fold(permit -> false, denied -> false, requestable -> true);
    return new Reading(
        masked,
        refusal.isEmpty() ? all : Set.of(),
        explanation.decision().rule(),
        refusal,
        pending);
  }

  /** The columns that were read through masks. */
  public Set<String> masked() {
    return Set.copyOf(masked);
  }

  /** The columns that were read as they are. */
  public Set<String> clear() {
    return Set.copyOf(clear);
  }

  /** The rule that decided last. */
  public String rule() {
    return rule;
  }

  /** That it was read, and that exactly these columns were masked. */
  public Reading masksExactly(String... columns) {
    requireRead();
    return require(masked.equals(lower(Set.of(columns))), "masks of exactly " + List.of(columns));
  }

  /** That it was read, and that these columns were masked. */
  public Reading masks(String... columns) {
    requireRead();
    return require(masked.containsAll(lower(Set.of(columns))), "masks of " + List.of(columns));
  }

  /** That it was read, and that these columns came as they are. */
  public Reading showsClear(String... columns) {
    requireRead();
    return require(clear.containsAll(lower(Set.of(columns))), List.of(columns) + " in clear");
  }

  /** That a rule refused it for good. */
  public Reading isDeniedBy(String id) {
    return require(isRefused() && !pending && rule.equals(id), "a denial by rule " + id);
  }

  /** That it was refused for good, by whatever rule or for want of one. */
  public Reading isDenied() {
    return require(isRefused() && !pending, "a denial");
  }

  /** That a rule has people asked first. */
  public Reading needsApprovalBy(String id) {
    return require(pending && rule.equals(id), "a wait for people, by rule " + id);
  }

  private boolean isRefused() {
    return !refusal.isEmpty();
  }

  private void requireRead() {
    require(!isRefused(), "a reading that is permitted");
  }

  private Reading require(boolean holds, String expected) {
    if (!holds) {
      throw new AssertionError("expected " + expected + ", but was: " + this);
    }
    return this;
  }

  @Override
  public String toString() {
    if (isRefused()) {
      return (pending ? "people are asked first: " : "denied: ") + refusal;
    }
    return "masked " + masked + ", clear " + clear + " (rule " + rule + ')';
  }
}
