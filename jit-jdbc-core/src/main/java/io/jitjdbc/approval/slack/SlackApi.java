package io.jitjdbc.approval.slack;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.remote.Attempts;
import io.jitjdbc.remote.HttpService;
import io.jitjdbc.remote.JsonFields;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/** Slack's Web API. Thread-safe. */
final class SlackApi {
  private static final int TOO_MANY = 429;
  private static final Duration DEFAULT_PAUSE = Duration.ofSeconds(30);
  private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");
  private static final Pattern CODE = Pattern.compile("[a-z0-9_]{1,60}");

  private final HttpService http;
  private final Duration timeout;

  /**
   * @param timeout for a call, with all its attempts and pauses
   */
  SlackApi(HttpService http, Duration timeout) {
    this.http = http;
    this.timeout = timeout;
  }

  /** How long a call may take. */
  Duration timeout() {
    return timeout;
  }

  /** Whether Slack's part is played by this machine itself. */
  boolean isPlayedHere() {
    return "http".equals(http.address().getScheme());
  }

  /**
   * Calls a method once.
   *
   * @param arguments none for methods without any
   * @throws SlackFailure if Slack does not say {@code ok}
   * @throws IOException if Slack cannot be asked
   */
  JsonFields call(String method, SlackToken token, Map<String, Object> arguments)
      throws IOException {
    return checked(method, send(method, token, arguments, timeout));
  }

  /** The same, but again when Slack wants it, if all together end within the time of a call. */
  JsonFields callPatiently(String method, SlackToken token, Map<String, Object> arguments)
      throws IOException {
    var attempts = new Attempts(timeout);
    while (true) {
      HttpService.Answer answer = send(method, token, arguments, attempts.left());
      // Nothing else is tried again: a message may be there although nobody said so.
      if (answer.status() != TOO_MANY || !attempts.pause(answer)) {
        return checked(method, answer);
      }
    }
  }

  private HttpService.Answer send(
      String method, SlackToken token, Map<String, Object> arguments, Duration limit)
      throws IOException {
    String body = arguments.isEmpty() ? "" : JSONObjectUtils.toJSONString(arguments);
    String type =
        body.isEmpty() ? "application/x-www-form-urlencoded" : "application/json; charset=utf-8";
    // In the header: Slack refuses tokens of apps anywhere else, and logs show addresses.
    Map<String, String> headers =
        Map.of("Authorization", "Bearer " + token.reveal(), "Content-Type", type);
    return http.send("POST", "/" + method, headers, body, limit);
  }

  private static JsonFields checked(String method, HttpService.Answer answer) throws IOException {
    if (answer.status() == TOO_MANY) {
      throw SlackFailure.limited(method, pause(answer));
    }
    if (!answer.isSuccess()) {
      throw SlackFailure.trouble(method, "status " + answer.status());
    }
    try {
      JsonFields fields = JsonFields.of(answer.body());
      if (!fields.says("ok")) {
        String code = fields.optionalText("error").orElse("");
        throw SlackFailure.refused(method, CODE.matcher(code).matches() ? code : "unknown");
      }
      return fields;
    } catch (ParseException e) {
      // Without the cause: it may quote the answer.
      throw SlackFailure.trouble(method, "something that is none of its answers");
    }
  }

  private static Duration pause(HttpService.Answer answer) {
    String text = answer.headers().getOrDefault("retry-after", "").strip();
    return SECONDS.matcher(text).matches()
        ? Duration.ofSeconds(Math.max(1, Long.parseLong(text)))
        : DEFAULT_PAUSE;
  }
}
