package io.jitjdbc.spring.client;

import io.jitjdbc.settings.InvalidSettingException;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * How denials are answered over HTTP.
 *
 * @param pendingStatus while people have yet to answer: 202 or 409
 * @param requestLink where people see an access request, with {@code {id}} in it; may be empty
 * @param retryAfter when it is worth asking again
 */
record DenialSettings(int pendingStatus, String requestLink, Duration retryAfter) {
  static final String HTTP = "denial.http";
  private static final String PENDING_STATUS = "denial.pending-status";
  private static final String REQUEST_LINK = "denial.request-link";
  private static final String RETRY_AFTER = "denial.retry-after";
  static final Set<String> NAMES = Set.of(HTTP, PENDING_STATUS, REQUEST_LINK, RETRY_AFTER);

  /**
   * As the application is configured.
   *
   * @throws InvalidSettingException if that cannot be
   */
  static DenialSettings of(Environment environment) {
    Binder binder = Binder.get(environment);
    int status = bound(binder, PENDING_STATUS, Integer.class, 409);
    String link = bound(binder, REQUEST_LINK, String.class, "");
    Duration retry = bound(binder, RETRY_AFTER, Duration.class, Duration.ofSeconds(30));
    require(status == 202 || status == 409, PENDING_STATUS, "202 or 409");
    require(
        link.isEmpty() || link.matches("(https?://|/)\\S*\\{id}\\S*"),
        REQUEST_LINK,
        "an address with {id} in it, such as https://approvals.example.org/requests/{id}");
    require(!retry.isNegative(), RETRY_AFTER, "a duration, such as 30s");
    return new DenialSettings(status, link, retry);
  }

  private static <T> T bound(Binder binder, String name, Class<T> type, T fallback) {
    return binder.bind(StarterSettings.PREFIX + '.' + name, type).orElse(fallback);
  }

  private static void require(boolean good, String name, String expected) {
    if (!good) {
      throw new InvalidSettingException(
          StarterSettings.PREFIX + '.' + name + " cannot be read: expected " + expected);
    }
  }

  /** The address of one request; empty if nobody has said where they are seen. */
  String link(String request) {
    return requestLink.replace("{id}", request);
  }
}
