package io.jitjdbc.masking;

/** Makes masks. Who makes many keeps the {@link MaskFunctions} instead. */
public final class Masks {
  private Masks() {}

  /** As {@link MaskFunctions#create}, by the functions that are found now. */
  public static ColumnMask create(MaskSpec spec) {
    return MaskFunctions.find().create(spec);
  }
}
