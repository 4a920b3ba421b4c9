package io.jitjdbc.enforcement;

import io.jitjdbc.masking.ColumnMask;
import io.jitjdbc.masking.MaskFunctions;
import io.jitjdbc.masking.MaskSpec;
import io.jitjdbc.masking.detection.Detection;
import io.jitjdbc.masking.detection.TextScan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a result are shown through which mask; computed once per statement. Immutable.
 */
public final class ColumnPlan {
  /** Between a column's label and what is said about it. */
  static final String NOTE_SEPARATOR = ": ";

  private final @Nullable ColumnMask[] masks;
  private final BitSet withheld;
  private final @Nullable TextScan[] scans;
  private final boolean scansAnything;
  private final @Nullable String[] reasons;
  private final List<String> notes;

  private ColumnPlan(Builder builder) {
    this.masks = builder.masks;
    this.withheld = builder.withheld;
    this.scans = builder.scans;
    this.scansAnything = Arrays.stream(scans).anyMatch(Objects::nonNull);
    this.reasons = builder.reasons;
    this.notes = List.copyOf(builder.notes);
  }

  /** A plan for a result of which nothing is proven. */
  static ColumnPlan unproven(int width, boolean reveal, MaskFunctions functions) {
    var builder = new Builder(width, functions);
    for (int index = 1; index <= width && !reveal; index++) {
      builder.redact("column " + index, "not proven");
    }
    return builder.build();
  }

  /** The same result, shown as it is, with what is found in it told. */
  static ColumnPlan observing(ColumnPlan plan, MaskFunctions functions) {
    var builder = new Builder(plan.width(), functions);
    for (int index = 1; index <= plan.width(); index++) {
      TextScan scan = plan.scan(index);
      builder.scan(scan == null ? Detection.NOTHING : scan.detection().observing());
    }
    return builder.build();
  }

  /**
   * The same, with further columns that show nothing.
   *
   * @param why by JDBC column index
   */
  ColumnPlan hiding(Map<Integer, String> why, MaskFunctions functions) {
    var builder = new Builder(this, functions);
    new TreeMap<>(why).forEach(builder::hide);
    return builder.build();
  }

  /** How many columns the result must have; any other number was not what was decided. */
  public int width() {
    return masks.length - 1;
  }

  /** The masks by JDBC column index: position 0 is unused, and null means clear. */
  public @Nullable ColumnMask[] masks() {
    return Arrays.copyOf(masks, masks.length);
  }

  /**
   * Whether the column must look the same in every row, null or not: what is computed from a masked
   * column could answer a question about it by being null.
   */
  public boolean isWithheld(int index) {
    return withheld.get(index);
  }

  public boolean masksAnything() {
    return !notes.isEmpty();
  }

  /** Whether the texts of any column are looked through. */
  public boolean scansAnything() {
    return scansAnything;
  }

  /** How the texts of a column without a mask are looked through; null if they are not. */
  public @Nullable TextScan scan(int index) {
    return scans[index];
  }

  /** Why a column is masked, and how: "pii.email: partial". Nothing for a column without a mask. */
  public Optional<String> reason(int index) {
    return index > 0 && index < reasons.length
        ? Optional.ofNullable(reasons[index])
        : Optional.empty();
  }

  /** "email: partial (pii.email)" and the like, one per masked column. */
  List<String> notes() {
    return notes;
  }

  static final class Builder {
    private final @Nullable ColumnMask[] masks;
    private final BitSet withheld;
    private final @Nullable TextScan[] scans;
    private final @Nullable String[] reasons;
    private final List<String> notes;
    private final MaskFunctions functions;
    private int next = 1;

    Builder(int width, MaskFunctions functions) {
      this.masks = new ColumnMask[width + 1];
      this.withheld = new BitSet();
      this.scans = new TextScan[width + 1];
      this.reasons = new String[width + 1];
      this.notes = new ArrayList<>();
      this.functions = functions;
    }

    /** To make a plan stricter. */
    private Builder(ColumnPlan plan, MaskFunctions functions) {
      this.masks = plan.masks();
      this.withheld = (BitSet) plan.withheld.clone();
      this.scans = plan.scans.clone();
      this.reasons = plan.reasons.clone();
      this.notes = new ArrayList<>(plan.notes);
      this.functions = functions;
    }

    private void hide(int index, String why) {
      next = index;
      redact("column " + index, why);
    }

    void clear() {
      next++;
    }

    /** Shows the column in clear but for what is found in it. */
    void scan(Detection detection) {
      scans[next++] = detection.isNothing() ? null : new TextScan(detection);
    }

    void redact(String label, String why) {
      withheld.set(next);
      mask(label, MaskSpec.REDACT, why);
    }

    void mask(String label, MaskSpec mask, String why) {
      masks[next] = functions.create(mask);
      reasons[next++] = why + ": " + mask.function();
      notes.add(label + NOTE_SEPARATOR + mask.function() + " (" + why + ")");
    }

    ColumnPlan build() {
      return new ColumnPlan(this);
    }
  }
}
