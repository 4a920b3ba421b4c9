package io.jitjdbc.approval.slack;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.remote.HttpService;
import io.jitjdbc.remote.JsonFields;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/** Slack's Web API. Thread-safe. */
final class SlackApi {
  private static final int ATTEMPTS = 3;
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
   * Calls a method.
   *
   * @param arguments none for methods without any
   * @throws SlackFailure if Slack does not say {@code ok}
   * @throws IOException if Slack cannot be asked
   */
  JsonFields call(String method, SlackToken token, Map<String, Object> arguments)
      throws IOException {
    String body = arguments.isEmpty() ? "" : JSONObjectUtils.toJSONString(arguments);
    String type =
        body.isEmpty() ? "application/x-www-form-urlencoded" : "application/json; charset=utf-8";
    // In the header: Slack refuses tokens of apps anywhere else, and logs show addresses.
    Map<String, String> headers =
        Map.of("Authorization", "Bearer " + token.reveal(), "Content-Type", type);
    long deadline = System.nanoTime() + timeout.toNanos();
    for (int attempt = 1; ; attempt++) {
      Duration left = Duration.ofNanos(Math.max(deadline - System.nanoTime(), 1_000_000));
      HttpService.Answer answer = http.send("POST", "/" + method, headers, body, left);
      if (answer.status() != 429) {
        return checked(method, answer);
      }
      Duration pause = pause(answer);
      if (attempt == ATTEMPTS || pause.toNanos() >= deadline - System.nanoTime()) {
        throw SlackFailure.limited(method, pause);
      }
      sleep(pause);
    }
  }

  private static JsonFields checked(String method, HttpService.Answer answer) throws IOException {
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

  private static void sleep(Duration pause) throws InterruptedIOException {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while Slack wanted to be left alone");
    }
  }
}
