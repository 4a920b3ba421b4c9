package io.jitjdbc.policy;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.approval.ApprovalRequirement;
import org.jspecify.annotations.Nullable;

/**
 * What a statement may do with a masked column beside returning it.
 *
 * @param filtering what conditions may use the column
 * @param approval what lets conditions use it; present exactly for {@link
 *     Filtering#REQUIRE_APPROVAL}
 * @param copying where its values may be copied to
 * @param minGroup how many rows a count, sum or average must at least be made of to be shown; 0 if
 *     none is
 */
public record MaskedUses(
    Filtering filtering, @Nullable ApprovalRequirement approval, Copying copying, int minGroup) {

  /** Nothing at all. */
  public static final MaskedUses NONE = of(Filtering.DENY);

  private static final int SMALLEST_GROUP = 2;

  /** What a condition on a masked column may do; each kind tells something about the value. */
  public enum Filtering {
    /** Nothing. */
    DENY,
    /** Anything, once people have agreed to the statement. */
    REQUIRE_APPROVAL,
    /** Compare it for equality with a bound parameter. */
    EQUALS_PARAMETER,
    /** Anything: the mask then hides values from eyes, not from questions. */
    ALLOW
  }

  /** Where the values of a masked column may go on to live. */
  public enum Copying {
    /** Nowhere. */
    DENY,
    /** In columns that are masked for the same reason. */
    SAME_TAG
  }

  public MaskedUses {
    requireNonNull(filtering);
    requireNonNull(copying);
    if ((filtering == Filtering.REQUIRE_APPROVAL) != (approval != null)) {
      throw new IllegalArgumentException("an approval belongs to filtering on approval only");
    }
    if (minGroup != 0 && minGroup < SMALLEST_GROUP) {
      throw new IllegalArgumentException("a group of one is a value");
    }
    if (minGroup != 0 && copying != Copying.DENY) {
      throw new IllegalArgumentException("who copies rows can make a group of any size");
    }
  }

  /** Conditions, but neither copies nor aggregates. */
  public static MaskedUses of(Filtering filtering) {
    return new MaskedUses(filtering, null, Copying.DENY, 0);
  }

  /** The same after people have agreed to conditions. */
  public MaskedUses approved() {
    return new MaskedUses(Filtering.ALLOW, null, copying, minGroup);
  }
}
