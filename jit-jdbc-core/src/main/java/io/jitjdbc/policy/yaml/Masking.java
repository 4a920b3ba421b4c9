package io.jitjdbc.policy.yaml;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Action;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.policy.Obligation.Filtering;
import io.jitjdbc.policy.Obligation.MaskColumn;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether and how a column of a request is masked. Every tag on it must be revealed for every way
 * in which it is read; else the first tag that is not, in the order of the policy, has its mask
 * shown, and the strictest filtering among them holds.
 *
 * @param giving the rules that give rights in this request
 */
record Masking(Policy policy, List<Rule> giving, Collection<Access> accesses, Kin kin) {

  Optional<MaskColumn> of(Column column) {
    List<Tag> hidden =
        policy.tagsOn(Stream.concat(Stream.of(column), kin.of(column)).toList()).stream()
            .filter(tag -> !isRevealed(tag, column))
            .toList();
    Optional<Filtering> strictest =
        hidden.stream().map(tag -> tag.mask().filtering()).min(Comparator.naturalOrder());
    return strictest.map(
        filtering ->
            new MaskColumn(column, hidden.get(0).name(), hidden.get(0).mask().spec(), filtering));
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
