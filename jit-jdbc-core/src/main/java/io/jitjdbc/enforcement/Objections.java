package io.jitjdbc.enforcement;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Action;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.masking.MaskFunctions;
import io.jitjdbc.policy.ApprovalScope;
import io.jitjdbc.policy.Decision.Deny;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.Decision.RequestableDeny;
import io.jitjdbc.policy.MaskedUses;
import io.jitjdbc.policy.MaskedUses.Copying;
import io.jitjdbc.policy.MaskedUses.Filtering;
import io.jitjdbc.policy.Obligation.MaskColumn;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Copy;
import io.jitjdbc.sql.Reference;
import io.jitjdbc.sql.StatementKind;
import io.jitjdbc.sql.SystemRelations;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a statement does beside returning rows, held against a permit's masks. A use of a masked
 * column that could tell about its value without returning it is refused.
 */
final class Objections {
  private static final String COMPARED =
      " and may not be compared. Leave it out of the conditions, or ask for"
          + " 'filter: equals-parameter' on its mask";
  private static final String DECIDES =
      " and may not decide which rows come back, or in which order. Leave it out of WHERE, JOIN,"
          + " GROUP BY, HAVING, ORDER BY and DISTINCT, or ask for a rule that reveals it";
  private static final String TOLD =
      " and may not be computed with where a failure would tell about it (casts, divisions,"
          + " patterns). Select the column itself, or ask for a rule that reveals it";
  private static final String COPIED = " and may not be copied or computed into another place";
  private static final String OVERWRITTEN =
      ", so writing it could put the mask over the real value. Leave it out of the update (JPA:"
          + " @DynamicUpdate or updatable=false), or ask for a rule that reveals it";
  private static final String ASKED =
      " and is used in a condition, an order, a grouping or a computation, which tells about its"
          + " values; that needs an approval by ";
  private static final String EXPORTED =
      "this export would carry columns past their masks, or cannot be proven not to. Export only"
          + " columns that you see in clear, or ask for a rule that reveals them";
  private static final String HOLDS_VALUES =
      " may hold values out of any table, so it is only read under a rule that reveals everything";

  private static final Set<Reference.Usage> CONDITIONS =
      Set.of(Reference.Usage.EQUALS_PARAMETER, Reference.Usage.PREDICATE, Reference.Usage.COMPUTED);

  private final Permit permit;
  private final MaskFunctions functions;
  private final Map<Column, HiddenColumn> hidden;

  Objections(Permit permit, MaskFunctions functions) {
    this.permit = permit;
    this.functions = functions;
    this.hidden = HiddenColumn.in(permit, functions);
  }

  /** Why the statement cannot be run, whoever would approve it. */
  Optional<Deny> refusal(Analysed analysed) {
    return references(analysed)
        .flatMap(reference -> refusal(reference).stream())
        .findFirst()
        .or(() -> copyRefusal(analysed))
        .or(() -> systemRefusal(analysed))
        .or(() -> exportRefusal(analysed));
  }

  /** What people must agree to first. */
  Optional<RequestableDeny> question(Analysed analysed) {
    return references(analysed)
        .filter(reference -> CONDITIONS.contains(reference.usage()))
        .flatMap(reference -> masksOn(reference.column()))
        .filter(mask -> mask.uses().filtering() == Filtering.REQUIRE_APPROVAL)
        .findFirst()
        .map(this::question);
  }

  private RequestableDeny question(MaskColumn mask) {
    var needed = Objects.requireNonNull(mask.uses().approval());
    List<String> approvers = needed.approverGroups().stream().sorted().toList();
    return new RequestableDeny(
        rule(mask),
        permit.policyVersion(),
        masked(mask) + ASKED + String.join(" or ", approvers),
        needed,
        ApprovalScope.ofFilter(mask.tag()));
  }

  private static Stream<Reference> references(Analysed analysed) {
    return analysed.references().stream()
        .sorted(
            Comparator.comparing((Reference reference) -> reference.column().path())
                .thenComparing(Reference::usage));
  }

  private Stream<MaskColumn> masksOn(Column column) {
    HiddenColumn known = hidden.get(column);
    return known == null ? Stream.empty() : known.masks().stream();
  }

  private Optional<Deny> refusal(Reference reference) {
    return masksOn(reference.column())
        .flatMap(
            mask -> refusal(mask.uses(), reference.usage()).map(why -> refused(mask, why)).stream())
        .findFirst();
  }

  private static Optional<String> refusal(MaskedUses uses, Reference.Usage usage) {
    boolean anything =
        switch (uses.filtering()) {
          case ALLOW, REQUIRE_APPROVAL -> true;
          case DENY, EQUALS_PARAMETER -> false;
        };
    return switch (usage) {
      case EQUALS_PARAMETER ->
          unless(anything || uses.filtering() == Filtering.EQUALS_PARAMETER, COMPARED);
      case PREDICATE -> unless(anything, DECIDES);
      case COMPUTED -> unless(anything, TOLD);
      case WRITE_SOURCE -> Optional.of(COPIED);
      case UPDATE_TARGET -> Optional.of(OVERWRITTEN);
      // A new row holds what the caller brings; nothing real is overwritten.
      case INSERT_TARGET -> Optional.empty();
    };
  }

  private static Optional<String> unless(boolean allowed, String objection) {
    return allowed ? Optional.empty() : Optional.of(objection);
  }

  private Optional<Deny> copyRefusal(Analysed analysed) {
    return analysed.copies().stream()
        .sorted(
            Comparator.comparing((Copy copy) -> copy.from().path())
                .thenComparing(copy -> copy.to().path()))
        .flatMap(copy -> copyRefusal(copy).stream())
        .findFirst();
  }

  /** Masked for the same reason where it goes: what is copied is no more visible than before. */
  private Optional<Deny> copyRefusal(Copy copy) {
    List<String> reasons = masksOn(copy.to()).map(MaskColumn::tag).toList();
    return masksOn(copy.from())
        .flatMap(mask -> copyRefusal(mask, copy, reasons).map(why -> refused(mask, why)).stream())
        .findFirst();
  }

  private Optional<String> copyRefusal(MaskColumn mask, Copy copy, List<String> reasons) {
    if (mask.uses().copying() == Copying.DENY) {
      return Optional.of(COPIED);
    }
    String target = copy.to().path();
    if (!reasons.contains(mask.tag())) {
      return Optional.of(
          " and may only be copied, unchanged, to columns that are masked for you as "
              + mask.tag()
              + " as well; "
              + target
              + " is not. Have the policy classify it, or leave the column out");
    }
    return unless(
        copy.unchanged() || functions.strictness(mask.mask()).showsNothing(),
        " and may be copied unchanged, but not computed into "
            + target
            + ", where its mask would show another part of it. Copy the column itself");
  }

  private Deny refused(MaskColumn mask, String why) {
    return deny(rule(mask), masked(mask) + why);
  }

  private static String rule(MaskColumn mask) {
    return "mask " + mask.tag();
  }

  private static String masked(MaskColumn mask) {
    return mask.column().path() + " (" + mask.tag() + ") is masked for you";
  }

  private Optional<Deny> exportRefusal(Analysed analysed) {
    boolean exports =
        analysed.kind() == StatementKind.EXPORT
            || analysed.accesses().stream().anyMatch(need -> need.action() == Action.EXPORT);
    return exports && !provenClear(analysed)
        ? Optional.of(deny("export", EXPORTED))
        : Optional.empty();
  }

  private boolean provenClear(Analysed analysed) {
    return permit.revealsEverything()
        || (hidden.isEmpty()
            && !Scans.in(permit).maskAnything()
            && !analysed.outputs().isEmpty()
            && analysed.outputs().stream()
                .allMatch(output -> output.origin().fold(known -> true, unknown -> false)));
  }

  private Optional<Deny> systemRefusal(Analysed analysed) {
    return analysed.accesses().stream()
        .map(Access::resource)
        .filter(resource -> !permit.revealsEverything() && SystemRelations.mayHoldValues(resource))
        .findFirst()
        .map(resource -> deny("system-relation", resource.path() + HOLDS_VALUES));
  }

  private Deny deny(String rule, String reason) {
    return new Deny(rule, permit.policyVersion(), reason);
  }
}
