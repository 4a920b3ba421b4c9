package io.jitjdbc.policy;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.masking.MaskSpec;
import io.jitjdbc.masking.detection.Detection;
import io.jitjdbc.usage.UsageLimit;
import java.util.Optional;
import java.util.function.Function;

/** What the enforcement point must do, or else deny. */
public sealed interface Obligation {

  <R> R fold(Cases<R> cases);

  /** One case for each kind of obligation: who does not know one does not compile. */
  record Cases<R>(
      Function<MaskColumn, R> mask,
      Function<ScanColumn, R> scan,
      Function<GuardColumn, R> guard,
      Function<LimitRows, R> limit,
      Function<LimitUsage, R> usage,
      Function<DecideEachTime, R> each) {
    public Cases {
      requireNonNull(mask);
      requireNonNull(scan);
      requireNonNull(guard);
      requireNonNull(limit);
      requireNonNull(usage);
      requireNonNull(each);
    }
  }

  /**
   * Show this column only through the mask, wherever its values come out.
   *
   * <p>A column that is sensitive for several reasons has an obligation for each: it is shown
   * through the strictest of their masks, and used only as all of them let it be used.
   *
   * @param tag why it is sensitive, for messages and audit
   * @param uses what else a statement may do with the column although it is masked
   */
  record MaskColumn(Column column, String tag, MaskSpec mask, MaskedUses uses)
      implements Obligation {
    public MaskColumn {
      requireNonNull(column);
      requireNonNull(tag);
      requireNonNull(mask);
      requireNonNull(uses);
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.mask().apply(this);
    }
  }

  /** Look through the texts of this column before they are shown, wherever they come out. */
  record ScanColumn(Column column, Detection detection) implements Obligation {
    public ScanColumn {
      requireNonNull(column);
      requireNonNull(detection);
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.scan().apply(this);
    }
  }

  /**
   * Store nothing in this column that a mask made: what somebody was shown must not take the place
   * of what is true.
   *
   * @param why the tag or the detectors by which people are shown something else than it holds
   */
  record GuardColumn(Column column, String why) implements Obligation {
    public GuardColumn {
      requireNonNull(column);
      requireNonNull(why);
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.guard().apply(this);
    }
  }

  /**
   * Hand out this many rows of one result set, and more only with an approval.
   *
   * @param rule the rule that set the limit
   */
  record LimitRows(long rows, String rule, ApprovalRequirement beyond) implements Obligation {
    public LimitRows {
      if (rows < 0) {
        throw new IllegalArgumentException("a row limit must not be negative");
      }
      requireNonNull(rule);
      requireNonNull(beyond);
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.limit().apply(this);
    }
  }

  /**
   * Hand out rows of the statement's results only as far as a budget goes that the subject uses up
   * with other statements, connections and processes; more of one result only with an approval.
   *
   * @param budget its id in the policy
   * @param beyond empty if nobody can let more through
   */
  record LimitUsage(String budget, UsageLimit limit, Optional<ApprovalRequirement> beyond)
      implements Obligation {
    public LimitUsage {
      requireNonNull(budget);
      requireNonNull(limit);
      requireNonNull(beyond);
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.usage().apply(this);
    }
  }

  /**
   * Ask again at the next execution, be it of the same statement: the decision depends on more than
   * the statement, its subject and their context's words.
   */
  record DecideEachTime() implements Obligation {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.each().apply(this);
    }
  }
}
