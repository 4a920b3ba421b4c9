package io.jitjdbc.policy;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.masking.MaskSpec;
import io.jitjdbc.masking.detection.Detection;
import java.util.function.Function;

/** What the enforcement point must do, or else deny. */
public sealed interface Obligation {

  <R> R fold(Cases<R> cases);

  /** One case for each kind of obligation: who does not know one does not compile. */
  record Cases<R>(
      Function<MaskColumn, R> mask,
      Function<ScanColumn, R> scan,
      Function<GuardColumn, R> guard,
      Function<LimitRows, R> limit) {
    public Cases {
      requireNonNull(mask);
      requireNonNull(scan);
      requireNonNull(guard);
      requireNonNull(limit);
    }
  }

  /**
   * Show this column only through the mask, wherever its values come out.
   *
   * @param tag why it is sensitive, for messages and audit
   * @param filtering what conditions may use the column although it is masked
   */
  record MaskColumn(Column column, String tag, MaskSpec mask, Filtering filtering)
      implements Obligation {
    public MaskColumn {
      requireNonNull(column);
      requireNonNull(tag);
      requireNonNull(mask);
      requireNonNull(filtering);
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

  /** What a condition on a masked column may do; each kind tells something about the value. */
  enum Filtering {
    /** Nothing. */
    DENY,
    /** Compare it for equality with a bound parameter. */
    EQUALS_PARAMETER,
    /** Anything: the mask then hides values from eyes, not from questions. */
    ALLOW
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
}
