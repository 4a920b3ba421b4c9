package io.jitjdbc.policy.yaml;

import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.policy.MaskedUses;
import io.jitjdbc.policy.MaskedUses.Copying;
import io.jitjdbc.policy.MaskedUses.Filtering;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what stands beside a mask: what else may be done with the columns of its tag. */
record UsesReader(Map<String, ApprovalRequirement> approvals) {
  private static final String FILTER = "filter";
  private static final String APPROVAL = "approval";
  private static final String COPIES = "copies";
  private static final String MIN_GROUP = "min-group";
  private static final int SMALLEST_GROUP = 2;

  /** Whatever else stands beside a mask is an argument of its function. */
  static final Set<String> NAMES = Set.of(FILTER, APPROVAL, COPIES, MIN_GROUP);

  MaskedUses read(Item mask, Map<String, Item> entries) {
    Filtering filtering = filtering(entries);
    Optional<ApprovalRequirement> approval = Optional.empty();
    if (filtering == Filtering.REQUIRE_APPROVAL) {
      approval = approval(mask, entries);
      // Without its approval the policy is refused as a whole; this stands in until then.
      filtering = approval.isPresent() ? filtering : Filtering.DENY;
    } else if (entries.containsKey(APPROVAL)) {
      entries.get(APPROVAL).problem("only filter: require-approval has an approval");
    }
    Copying copying = copying(entries);
    return new MaskedUses(filtering, approval.orElse(null), copying, minGroup(entries, copying));
  }

  private static Filtering filtering(Map<String, Item> entries) {
    return find(entries, FILTER)
        .flatMap(item -> item.oneOf(Words.FILTERS, FILTER))
        .orElse(Filtering.DENY);
  }

  private Optional<ApprovalRequirement> approval(Item mask, Map<String, Item> entries) {
    Optional<Item> named = find(entries, APPROVAL);
    if (named.isEmpty()) {
      mask.problem("filter: require-approval needs an approval: one of the section approvals");
    }
    return named.flatMap(item -> item.oneOf(approvals, APPROVAL));
  }

  private static Copying copying(Map<String, Item> entries) {
    return find(entries, COPIES)
        .flatMap(item -> item.oneOf(Words.COPIES, COPIES))
        .orElse(Copying.DENY);
  }

  private static int minGroup(Map<String, Item> entries, Copying copying) {
    Optional<Item> given = find(entries, MIN_GROUP);
    if (given.isPresent() && copying != Copying.DENY) {
      given.get().problem("not with copies: who copies rows can make groups of any size");
      return 0;
    }
    return given.flatMap(item -> item.count(SMALLEST_GROUP)).orElse(0);
  }

  private static Optional<Item> find(Map<String, Item> entries, String name) {
    return Optional.ofNullable(entries.get(name));
  }
}
