package io.jitjdbc.audit.cells;

import java.util.Optional;

/** What kind of value a cell had. The codes are part of the format and never change. */
public enum CellType {
  /** Whatever the getter returned in place of it, such as 0. */
  NULL(0),
  BOOLEAN(1),
  BYTE(2),
  SHORT(3),
  INT(4),
  LONG(5),
  FLOAT(6),
  DOUBLE(7),
  DECIMAL(8),
  BIG_INTEGER(9),
  TEXT(10),
  BYTES(11),
  /** A {@code java.sql.Date}, by its fields. */
  SQL_DATE(12),
  /** A {@code java.sql.Time}, by its fields. */
  SQL_TIME(13),
  /** A {@code java.sql.Timestamp}, by its fields. */
  SQL_TIMESTAMP(14),
  LOCAL_DATE(15),
  LOCAL_TIME(16),
  LOCAL_DATE_TIME(17),
  OFFSET_TIME(18),
  OFFSET_DATE_TIME(19),
  ZONED_DATE_TIME(20),
  INSTANT(21),
  UUID(22),
  /** Its elements, which may be arrays. */
  ARRAY(23),
  ROW_ID(24),
  /** What is read in pieces: a stream, a large object, an array. */
  HANDLE(25),
  /** Any other object: its class, and what it says of itself. */
  FORM(26),
  /** The policy keeps nothing but a keyed hash of the value. */
  HASHED(27),
  /** The policy keeps nothing but that something was read. */
  OMITTED(28),
  /** Of what is read in pieces: there was nothing more. */
  END(29);

  private static final CellType[] BY_CODE = values();

  private final int code;

  CellType(int code) {
    this.code = code;
  }

  /** How it is written. */
  public int code() {
    return code;
  }

  static Optional<CellType> of(int code) {
    return code >= 0 && code < BY_CODE.length ? Optional.of(BY_CODE[code]) : Optional.empty();
  }
}
