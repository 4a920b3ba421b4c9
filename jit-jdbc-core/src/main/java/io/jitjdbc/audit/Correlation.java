package io.jitjdbc.audit;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * To what else, outside the library, an event belongs. What is not known is empty.
 *
 * @param traceId the caller's trace, by W3C Trace Context: 32 hexadecimal digits in lower case; 16
 *     where the caller's tracing counts in 64 bits
 * @param spanId the part of the trace that the caller was in: 16 hexadecimal digits
 * @param callingCode the class and method of the application, where the settings ask for it
 */
public record Correlation(String traceId, String spanId, String callingCode) {

  /** That of an event which is known to belong to nothing else. */
  public static final Correlation NONE = new Correlation("", "", "");

  private static final Pattern TRACE_ID = Pattern.compile("(?!0+$)([0-9a-f]{16}|[0-9a-f]{32})");
  private static final Pattern PARENT =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-((?!0{32})[0-9a-f]{32})-((?!0{16})[0-9a-f]{16})-[0-9a-f]{2}");

  public Correlation {
    requireNonNull(traceId);
    requireNonNull(spanId);
    requireNonNull(callingCode);
  }

  /** What a {@code traceparent} header of W3C Trace Context says; empty if it is none. */
  public static Optional<Correlation> ofTraceparent(String header) {
    Matcher matcher = PARENT.matcher(header);
    return matcher.matches()
        ? Optional.of(new Correlation(matcher.group(1), matcher.group(2), ""))
        : Optional.empty();
  }

  /** What a program's logging calls its trace; empty if that is no trace id. */
  public static Optional<Correlation> ofTraceId(String id) {
    String spelled = id.toLowerCase(Locale.ROOT);
    return TRACE_ID.matcher(spelled).matches()
        ? Optional.of(new Correlation(spelled, "", ""))
        : Optional.empty();
  }

  /** The same, called from there. */
  public Correlation from(String code) {
    return new Correlation(traceId, spanId, code);
  }
}
