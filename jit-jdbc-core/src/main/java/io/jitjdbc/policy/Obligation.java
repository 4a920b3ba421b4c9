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
      Function<LimitResult, R> limit,
      Function<LimitUsage, R> usage,
      Function<DecideEachTime, R> each,
      Function<KeepRecording, R> recording) {
    public Cases {
      requireNonNull(mask);
      requireNonNull(scan);
      requireNonNull(guard);
      requireNonNull(limit);
      requireNonNull(usage);
      requireNonNull(each);
      requireNonNull(recording);
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
   * Hand out this much of one result set, and more only with an approval.
   *
   * @param measure what is counted: rows or bytes
   * @param rule the rule that set the limit
   */
  record LimitResult(Measure measure, long most, String rule, ApprovalRequirement beyond)
      implements Obligation {
    public LimitResult {
      if (most < 0) {
        throw new IllegalArgumentException("a limit must not be negative");
      }
      if (measure instanceof Measure.People) {
        throw new IllegalArgumentException("people are counted over all results, by a budget");
      }
      requireNonNull(measure);
      requireNonNull(rule);
      requireNonNull(beyond);
    }

    /** So many rows. */
    public static LimitResult rows(long most, String rule, ApprovalRequirement beyond) {
      return new LimitResult(new Measure.Rows(), most, rule, beyond);
    }

    /** So many bytes. */
    public static LimitResult bytes(long most, String rule, ApprovalRequirement beyond) {
      return new LimitResult(new Measure.Bytes(), most, rule, beyond);
    }

    /** What an approval opens. */
    public String scope() {
      return measure.fold(
          new Measure.Cases<>(
              () -> ApprovalScope.ofRows(rule),
              people -> ApprovalScope.ofRows(rule),
              () -> ApprovalScope.ofBytes(rule)));
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
   * @param measure what is counted
   * @param beyond empty if nobody can let more through
   */
  record LimitUsage(
      String budget, Measure measure, UsageLimit limit, Optional<ApprovalRequirement> beyond)
      implements Obligation {
    public LimitUsage {
      requireNonNull(budget);
      requireNonNull(measure);
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

  /**
   * Record more of the statement than its events, before it is handed out.
   *
   * @param reads whether to record what the caller reads, cell by cell, as it is shown
   * @param clear what to keep of a cell that is sensitive, or may be, and shown in clear
   * @param bindValues what to keep of its bind values
   * @param eachRow whether a row is kept before the next one is handed out
   * @param hash the mask that makes hashes of bytes; may be empty if none are made
   */
  record KeepRecording(
      boolean reads, Keeping clear, Keeping bindValues, boolean eachRow, Optional<MaskSpec> hash)
      implements Obligation {
    public KeepRecording {
      requireNonNull(clear);
      requireNonNull(bindValues);
      if (hash.isEmpty() && (clear == Keeping.HASH || bindValues == Keeping.HASH)) {
        throw new IllegalArgumentException("a hash needs a key");
      }
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.recording().apply(this);
    }
  }
}
