package io.jitjdbc.driver;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.ApprovalRequirement.Waiting;
import io.jitjdbc.audit.Correlation;
import io.jitjdbc.enforcement.Session;
import io.jitjdbc.identity.PresentedToken;
import java.sql.ClientInfoStatus;
import java.sql.SQLClientInfoException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an application may tell us about itself through {@code setClientInfo}. */
final class ClientProperties {
  static final String PURPOSE = "jit.purpose";
  static final String SUBJECT_TOKEN = "jit.subject.token";
  static final String APPROVAL = "jit.approval";
  static final String BREAK_GLASS = "jit.break-glass";
  static final String REQUEST = "jit.request";
  static final String MODE = "jit.approval.mode";
  static final String TRACEPARENT = "jit.traceparent";
  private static final String KNOWN =
      String.join(", ", PURPOSE, SUBJECT_TOKEN, APPROVAL, MODE, BREAK_GLASS, REQUEST, TRACEPARENT);
  private static final String PREFIX = "jit.";

  private ClientProperties() {}

  static boolean isOurs(String name) {
    return name != null && name.startsWith(PREFIX);
  }

  /** Takes the value if it is for us. */
  static boolean apply(Session session, String name, @Nullable String value)
      throws SQLClientInfoException {
    if (!isOurs(name)) {
      refuseComment(name, name);
      refuseComment(name, value == null ? "" : value);
      return false;
    }
    String given = value == null ? "" : value;
    switch (name) {
      case PURPOSE -> session.acting().purpose(given);
      case APPROVAL -> session.acting().signed(given.strip());
      case BREAK_GLASS -> session.acting().emergency(given.strip());
      case REQUEST -> session.acting().request(names(given));
      case MODE -> session.acting().waiting(waiting(given.strip()));
      case TRACEPARENT -> session.acting().trace(trace(given.strip()));
      case SUBJECT_TOKEN -> actFor(session, PresentedToken.of(given));
      default ->
          throw new SQLClientInfoException(
              name + " is not client info of jit-jdbc; there are " + KNOWN,
              Map.of(name, ClientInfoStatus.REASON_UNKNOWN_PROPERTY));
    }
    return true;
  }

  private static Optional<Waiting> waiting(String word) throws SQLClientInfoException {
    return switch (word) {
      case "" -> Optional.empty();
      case "wait" -> Optional.of(Waiting.WAIT);
      case "fail" -> Optional.of(Waiting.FAIL);
      default ->
          throw new SQLClientInfoException(
              MODE + " is wait or fail, or empty for what policy and settings say",
              Map.of(MODE, ClientInfoStatus.REASON_VALUE_INVALID));
    };
  }

  private static Optional<Correlation> trace(String header) throws SQLClientInfoException {
    Optional<Correlation> trace = Correlation.ofTraceparent(header);
    if (trace.isEmpty() && !header.isEmpty()) {
      throw new SQLClientInfoException(
          TRACEPARENT + " is a traceparent header of W3C Trace Context, or empty for none",
          Map.of(TRACEPARENT, ClientInfoStatus.REASON_VALUE_INVALID));
    }
    return trace;
  }

  private static Set<String> names(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static void actFor(Session session, PresentedToken token) throws SQLClientInfoException {
    try {
      session.acting().actFor(token);
    } catch (RefusedException e) {
      throw new SQLClientInfoException(
          e.getMessage(),
          e.state().code(),
          Map.of(SUBJECT_TOKEN, ClientInfoStatus.REASON_VALUE_INVALID));
    }
  }

  /** MySQL's driver puts client info into a comment before each statement, as it is. */
  private static void refuseComment(String name, String text) throws SQLClientInfoException {
    if (text.contains("*/") || text.contains("/*")) {
      throw new SQLClientInfoException(
          "client info may not hold the signs of a comment",
          Map.of(name, ClientInfoStatus.REASON_VALUE_INVALID));
    }
  }

  /** Null for a token: whoever borrows the connection next could ask for it. */
  static @Nullable String read(Session session, String name) {
    return switch (name) {
      case PURPOSE -> session.acting().purpose();
      case BREAK_GLASS -> session.acting().emergency();
      case MODE ->
          session.acting().waiting().map(wish -> wish.name().toLowerCase(Locale.ROOT)).orElse("");
      case REQUEST -> String.join(",", new TreeSet<>(session.acting().requested()));
      default -> null;
    };
  }
}
