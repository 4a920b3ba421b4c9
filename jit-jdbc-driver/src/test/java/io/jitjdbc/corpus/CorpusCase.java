package io.jitjdbc.corpus;

import io.jitjdbc.testing.DatabaseProduct;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One entry of a case file; the head of each file says what its fields mean. */
record CorpusCase(Map<String, Object> fields) {

  String id() {
    return text("id");
  }

  /** What a test report calls it. */
  String title() {
    String what = fields.containsKey("technique") ? text("technique") : text("category");
    return id() + " " + what;
  }

  boolean runsOn(DatabaseProduct product) {
    return texts(fields.get("on")).contains(name(product));
  }

  /** What is run, in order. */
  List<String> statements(DatabaseProduct product) {
    return texts(of(product, fields.containsKey("sql") ? "sql" : "steps"));
  }

  /** What an administrator runs beforehand. */
  List<String> setup(DatabaseProduct product) {
    return texts(of(product, "setup"));
  }

  List<Object> binds() {
    return fields.get("binds") instanceof List<?> values ? List.copyOf(values) : List.of();
  }

  boolean isOracle() {
    return text("kind").equals("oracle");
  }

  boolean leaks() {
    return text("kind").equals("leak") || text("kind").equals("mutation");
  }

  boolean mustRun() {
    return text("expect").equals("mask");
  }

  boolean mustBeRefused() {
    return text("expect").equals("deny");
  }

  boolean isOneTransaction() {
    return Boolean.TRUE.equals(fields.get("transaction"));
  }

  /** Whether two runs on the same rows return the same. */
  boolean repeats() {
    return !Boolean.TRUE.equals(fields.get("varies"));
  }

  /** Whether the unprotected connection shows that the technique works on this database. */
  boolean isProvable(DatabaseProduct product) {
    return !(fields.get("unproven") instanceof Map<?, ?> reasons
        && reasons.containsKey(name(product)));
  }

  /** A field, or nothing. */
  String text(String field) {
    return String.valueOf(fields.getOrDefault(field, ""));
  }

  private Object of(DatabaseProduct product, String field) {
    Object value = fields.get(field);
    return value instanceof Map<?, ?> each ? each.get(name(product)) : value;
  }

  private static String name(DatabaseProduct product) {
    return product.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> texts(Object value) {
    if (value == null) {
      return List.of();
    }
    return value instanceof List<?> several
        ? several.stream().map(String::valueOf).toList()
        : List.of(String.valueOf(value));
  }
}
