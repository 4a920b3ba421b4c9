package io.jitjdbc.enforcement;

import io.jitjdbc.masking.ColumnMask;
import io.jitjdbc.masking.MaskFunctions;
import io.jitjdbc.masking.MaskSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
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
  private final List<String> notes;

  private ColumnPlan(@Nullable ColumnMask[] masks, BitSet withheld, List<String> notes) {
    this.masks = masks;
    this.withheld = withheld;
    this.notes = List.copyOf(notes);
  }

  /** A plan for a result of which nothing is proven. */
  static ColumnPlan unproven(int width, boolean reveal, MaskFunctions functions) {
    var builder = new Builder(width, functions);
    for (int index = 1; index <= width && !reveal; index++) {
      builder.redact("column " + index, "not proven");
    }
    return builder.build();
  }

  /**
   * The same, with further columns that show nothing.
   *
   * @param why by JDBC column index
   */
  ColumnPlan hiding(Map<Integer, String> why, MaskFunctions functions) {
    @Nullable ColumnMask[] stricter = masks();
    BitSet more = (BitSet) withheld.clone();
    var noted = new ArrayList<>(notes);
    new TreeMap<>(why)
        .forEach(
            (index, reason) -> {
              stricter[index] = functions.create(MaskSpec.REDACT);
              more.set(index);
              noted.add("column " + index + ": redact (" + reason + ")");
            });
    return new ColumnPlan(stricter, more, noted);
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

  /** "email: partial (pii.email)" and the like, one per masked column. */
  List<String> notes() {
    return notes;
  }

  static final class Builder {
    private final @Nullable ColumnMask[] masks;
    private final BitSet withheld = new BitSet();
    private final List<String> notes = new ArrayList<>();
    private final MaskFunctions functions;
    private int next = 1;

    Builder(int width, MaskFunctions functions) {
      this.masks = new ColumnMask[width + 1];
      this.functions = functions;
    }

    void clear() {
      next++;
    }

    void redact(String label, String why) {
      withheld.set(next);
      masks[next++] = functions.create(MaskSpec.REDACT);
      notes.add(label + NOTE_SEPARATOR + "redact (" + why + ")");
    }

    void mask(String label, MaskSpec mask, String tag) {
      masks[next++] = functions.create(mask);
      notes.add(label + NOTE_SEPARATOR + mask.function() + " (" + tag + ")");
    }

    ColumnPlan build() {
      return new ColumnPlan(masks, withheld, notes);
    }
  }
}
