package io.jitjdbc.audit.cells;

import java.util.Optional;

/**
 * By which getter a caller read a cell, whether it named the column by index or by label. The codes
 * are part of the format and never change.
 */
public enum Accessor {
  /** A value that the caller bound, and did not read. */
  BOUND(16),
  STRING(17),
  BOOLEAN(18),
  BYTE(19),
  SHORT(20),
  INT(21),
  LONG(22),
  FLOAT(23),
  DOUBLE(24),
  BIG_DECIMAL(25),
  /** With a scale. */
  BIG_DECIMAL_SCALED(26),
  BYTES(27),
  DATE(28),
  TIME(29),
  TIMESTAMP(30),
  /** With a calendar. */
  DATE_CALENDAR(31),
  /** With a calendar. */
  TIME_CALENDAR(32),
  /** With a calendar. */
  TIMESTAMP_CALENDAR(33),
  ASCII_STREAM(34),
  UNICODE_STREAM(35),
  BINARY_STREAM(36),
  CHARACTER_STREAM(37),
  N_CHARACTER_STREAM(38),
  OBJECT(39),
  /** With a map of types. */
  OBJECT_MAP(40),
  /** With a class. */
  OBJECT_TYPE(41),
  REF(42),
  BLOB(43),
  CLOB(44),
  N_CLOB(45),
  ARRAY(46),
  URL(47),
  ROW_ID(48),
  SQL_XML(49),
  N_STRING(50);

  private static final int FIRST = BOUND.code;
  private static final Accessor[] BY_CODE = values();

  private final int code;

  Accessor(int code) {
    this.code = code;
  }

  /** How it is written. */
  public int code() {
    return code;
  }

  static Optional<Accessor> of(int code) {
    int place = code - FIRST;
    return place >= 0 && place < BY_CODE.length ? Optional.of(BY_CODE[place]) : Optional.empty();
  }
}
