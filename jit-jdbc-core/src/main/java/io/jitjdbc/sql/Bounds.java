package io.jitjdbc.sql;

/**
 * What a statement says itself about how much it touches. It is a sign of care and no proof: {@code
 * WHERE 1 = 1} is a condition as well.
 *
 * @param where whether every table that its text names is read or changed under a WHERE: of its own
 *     SELECT, UPDATE or DELETE, or of one around it
 * @param limit whether its result ends with a LIMIT or FETCH
 */
public record Bounds(boolean where, boolean limit) {
  /** Says nothing. */
  public static final Bounds NONE = new Bounds(false, false);
}
