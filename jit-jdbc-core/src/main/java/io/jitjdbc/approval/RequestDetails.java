package io.jitjdbc.approval;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What people need to know of a statement to decide well, beside its text. Immutable.
 *
 * @param sensitive the classified columns that it touches, sorted by name
 * @param estimatedRows about how many rows the database expects it to return; empty if that cannot
 *     be told
 * @param caller the method that executes it, outside of drivers, pools and frameworks; may be empty
 * @param values the bind values in order, as far as the policy has them shown; empty if it does not
 */
public record RequestDetails(
    List<Sensitive> sensitive, OptionalLong estimatedRows, String caller, List<String> values) {
  /** Nothing is known. */
  public static final RequestDetails NONE =
      new RequestDetails(List.of(), OptionalLong.empty(), "", List.of());

  /**
   * A column that carries a tag.
   *
   * @param column its path, such as shop.customers.email
   * @param clear whether its values would be shown as they are
   */
  public record Sensitive(String column, String tag, boolean clear) {
    public Sensitive {
      requireNonNull(column);
      requireNonNull(tag);
    }
  }

  public RequestDetails {
    sensitive = List.copyOf(sensitive);
    requireNonNull(estimatedRows);
    requireNonNull(caller);
    values = List.copyOf(values);
  }

  /** Those that are the same whenever the same is asked for. */
  public RequestDetails lasting() {
    return new RequestDetails(sensitive, OptionalLong.empty(), "", values);
  }

  /** As names and values of JSON, without what is empty. */
  public Map<String, Object> fields() {
    var fields = new LinkedHashMap<String, Object>();
    if (!sensitive.isEmpty()) {
      fields.put("sensitive", sensitive.stream().map(RequestDetails::fields).toList());
    }
    estimatedRows.ifPresent(rows -> fields.put("estimatedRows", rows));
    if (!caller.isEmpty()) {
      fields.put("caller", caller);
    }
    if (!values.isEmpty()) {
      fields.put("values", values);
    }
    return fields;
  }

  private static Map<String, Object> fields(Sensitive column) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("column", column.column());
    fields.put("tag", column.tag());
    fields.put("clear", column.clear());
    return fields;
  }

  /**
   * Reads what {@link #fields} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static RequestDetails of(Map<?, ?> fields) {
    return new RequestDetails(
        list(fields.get("sensitive")).stream().map(RequestDetails::sensitive).toList(),
        fields.get("estimatedRows") instanceof Number rows
            ? OptionalLong.of(rows.longValue())
            : OptionalLong.empty(),
        fields.get("caller") instanceof String caller ? caller : "",
        list(fields.get("values")).stream().map(String::valueOf).toList());
  }

  private static List<?> list(@Nullable Object value) {
    if (value != null && !(value instanceof List<?>)) {
      throw new IllegalArgumentException("expected a list");
    }
    return value == null ? List.of() : (List<?>) value;
  }

  private static Sensitive sensitive(Object value) {
    if (value instanceof Map<?, ?> fields
        && fields.get("column") instanceof String column
        && fields.get("tag") instanceof String tag
        && fields.get("clear") instanceof Boolean clear) {
      return new Sensitive(column, tag, clear);
    }
    throw new IllegalArgumentException("expected a column with its tag");
  }
}
