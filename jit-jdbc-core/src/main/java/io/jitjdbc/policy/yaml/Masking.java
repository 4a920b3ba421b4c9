package io.jitjdbc.policy.yaml;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Action;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.policy.ApprovalScope;
import io.jitjdbc.policy.MaskedUses;
import io.jitjdbc.policy.MaskedUses.Filtering;
import io.jitjdbc.policy.Obligation.MaskColumn;
import io.jitjdbc.policy.RevealedColumn;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Why columns of a request are masked: every tag that is not revealed for every way in which the
 * column is read.
 *
 * @param giving the rules that give rights in this request
 * @param approved whether people have agreed to what a scope opens
 */
record Masking(
    Policy policy,
    List<Rule> giving,
    Collection<Access> accesses,
    Kin kin,
    Predicate<String> approved) {

  /** In the order of the policy. */
  Stream<MaskColumn> of(Column column) {
    return policy.tagsOn(kin.with(column)).stream()
        .filter(tag -> !isRevealed(tag, column))
        .map(tag -> new MaskColumn(column, tag.name(), tag.mask().spec(), uses(tag)));
  }

  /** What is sensitive about it, and shown. */
  Stream<RevealedColumn> revealed(Column column) {
    return policy.tagsOn(kin.with(column)).stream()
        .filter(tag -> isRevealed(tag, column))
        .map(tag -> new RevealedColumn(column, tag.name()));
  }

  private MaskedUses uses(Tag tag) {
    MaskedUses uses = tag.mask().uses();
    boolean agreed =
        uses.filtering() == Filtering.REQUIRE_APPROVAL
            && approved.test(ApprovalScope.ofFilter(tag.name()));
    return agreed ? uses.approved() : uses;
  }

  private boolean isRevealed(Tag tag, Column column) {
    return accesses.stream()
        .filter(access -> access.resource().equals(column))
        .map(access -> reading(access.action()))
        .distinct()
        .allMatch(
            action ->
                giving.stream()
                    .anyMatch(
                        rule -> rule.reveal().includes(tag.name()) && rule.covers(action, column)));
  }

  /** Who writes a column may see it if they might read it. */
  static Action reading(Action action) {
    return switch (action) {
      case INSERT, UPDATE, DELETE -> Action.SELECT;
      case SELECT, EXECUTE, EXPORT, DDL -> action;
    };
  }
}
