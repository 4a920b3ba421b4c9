package io.jitjdbc.enforcement;

import java.util.List;

/**
 * How an event's origin in the application is found.
 *
 * @param keys under which the application's tracing puts its trace id into the logging context
 *     (SLF4J's MDC), the first that has one counts
 * @param callingCode whether events name the method of the application that they come from; takes a
 *     walk up the stack for each
 */
public record Tracing(List<String> keys, boolean callingCode) {

  /** By the names that are usual for it; without calling code. */
  public static final Tracing BY_LOGGING = new Tracing(List.of("trace_id", "traceId"), false);

  public Tracing {
    keys = List.copyOf(keys);
  }
}
