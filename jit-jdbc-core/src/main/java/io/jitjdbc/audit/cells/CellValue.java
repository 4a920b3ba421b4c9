package io.jitjdbc.audit.cells;

import static java.util.Objects.requireNonNull;

/**
 * A value as it was recorded.
 *
 * <p>Its content is what the type says: {@link Boolean}, {@link Byte} to {@link Double}, {@link
 * java.math.BigDecimal}, {@link java.math.BigInteger}, {@link String}, the types of {@code
 * java.time} (SQL's dates and times as the local ones), {@link java.util.UUID}; for bytes, row ids
 * and hashes a read-only {@link java.nio.ByteBuffer}; for an array the list of its elements as
 * {@link CellValue}; for a handle its number as {@link Long}; for a form a {@link Form}; for what
 * was omitted, how many bytes or characters as {@link Long}; for null and an end nothing but the
 * type itself.
 */
public record CellValue(CellType type, Object content) {

  /** There was no value. */
  public static final CellValue NULL = new CellValue(CellType.NULL, CellType.NULL);

  /** There was nothing more to read. */
  public static final CellValue END = new CellValue(CellType.END, CellType.END);

  public CellValue {
    requireNonNull(type);
    requireNonNull(content);
  }

  /**
   * An object that the format has no type for.
   *
   * @param text what it says of itself, which need not be all that it holds
   */
  public record Form(String className, String text) {
    public Form {
      requireNonNull(className);
      requireNonNull(text);
    }

    /** Says nothing of the value. */
    @Override
    public String toString() {
      return className;
    }
  }

  /** Says nothing of the value. */
  @Override
  public String toString() {
    return type.name();
  }
}
