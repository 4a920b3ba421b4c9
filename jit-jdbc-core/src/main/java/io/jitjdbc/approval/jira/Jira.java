package io.jitjdbc.approval.jira;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.remote.Attempts;
import io.jitjdbc.remote.ForeignText;
import io.jitjdbc.remote.HttpService;
import io.jitjdbc.remote.HttpService.Answer;
import io.jitjdbc.remote.JsonFields;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Jira's REST interface. What only asks is asked again where that may help; what makes something is
 * not, unless Jira says that it did nothing. Thread-safe.
 */
final class Jira {
  private static final Set<Integer> WORTH_ANOTHER = Set.of(408, 425, 429, 500, 502, 503, 504);
  private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");
  private static final Duration LONGEST_QUIET = Duration.ofMinutes(10);

  private final HttpService service;
  private final Duration timeout;
  private final JiraLogin login;
  private final AtomicLong quietUntil = new AtomicLong(System.nanoTime());

  /**
   * @param timeout for one thing with all its attempts
   */
  Jira(URI address, Duration timeout, JiraLogin login) {
    this.service = new HttpService(address, timeout);
    this.timeout = timeout;
    this.login = login;
  }

  URI address() {
    return service.address();
  }

  Attempts attempts() {
    return new Attempts(timeout);
  }

  /** Whether Jira wants to be left alone for now. */
  boolean isQuiet() {
    return quietLeft() > 0;
  }

  /** Asks, several times if need be. */
  JsonFields get(String path) throws IOException {
    var attempts = attempts();
    while (true) {
      try {
        return json(ask("GET", path, "", attempts));
      } catch (JiraException e) {
        boolean worth = WORTH_ANOTHER.contains(e.status()) || e.isUnclear();
        // What it told by Retry-After was waited for already, if it fits.
        if (!worth || isQuiet() || !attempts.pause()) {
          throw e;
        }
      }
    }
  }

  /**
   * Makes something, once.
   *
   * @throws JiraException unclear if it may have been made all the same
   */
  JsonFields post(String path, Map<String, ?> body, Attempts attempts) throws IOException {
    return json(ask("POST", path, JSONObjectUtils.toJSONString(body), attempts));
  }

  /** The same, for what is answered with nothing to read. */
  void tell(String path, Map<String, ?> body) throws IOException {
    ask("POST", path, JSONObjectUtils.toJSONString(body), attempts());
  }

  /** A success. Tried again is what Jira did nothing about, after the time that it asks for. */
  private Answer ask(String method, String path, String body, Attempts attempts)
      throws IOException {
    while (true) {
      requireTime(attempts);
      String token = login.token();
      Answer answer = send(method, path, token, body, attempts.left());
      if (answer.isSuccess()) {
        return answer;
      }
      boolean undone = answer.status() == 429 || (answer.status() == 503 && method.equals("GET"));
      if (!undone || !attempts.pause(answer)) {
        noteQuiet(answer);
        throw JiraException.answered(answer.status(), problem(answer, token));
      }
    }
  }

  private Answer send(String method, String path, String token, String body, Duration left)
      throws IOException {
    Duration half = timeout.dividedBy(2);
    Duration limit = left.compareTo(half) < 0 ? left : half;
    try {
      return service.send(
          method, path, Map.of("Authorization", login.authorization(token)), body, limit);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw JiraException.lost(String.valueOf(e.getMessage()));
    }
  }

  private static JsonFields json(Answer answer) throws JiraException {
    try {
      return JsonFields.of(answer.body());
    } catch (ParseException e) {
      throw JiraException.lost("its answer is not a JSON object");
    }
  }

  private void requireTime(Attempts attempts) throws JiraException {
    long left = quietLeft();
    if (left > attempts.left().toNanos()) {
      throw JiraException.answered(
          429, "it wants not to be asked for another " + (1 + left / 1_000_000_000L) + " seconds");
    }
  }

  private long quietLeft() {
    return quietUntil.get() - System.nanoTime();
  }

  private void noteQuiet(Answer answer) {
    String text = answer.headers().getOrDefault("retry-after", "");
    boolean asked = answer.status() == 429 || answer.status() == 503;
    if (asked && SECONDS.matcher(text).matches()) {
      Duration span = Duration.ofSeconds(Long.parseLong(text));
      Duration bounded = span.compareTo(LONGEST_QUIET) < 0 ? span : LONGEST_QUIET;
      quietUntil.set(System.nanoTime() + bounded.toNanos());
    }
  }

  /** With Jira's own words, which name a field that is missing, for one. */
  private static String problem(Answer answer, String token) {
    String said = words(answer.body());
    String status = "it answered with status " + answer.status();
    return said.isEmpty() ? status : status + ": " + ForeignText.explained(said, List.of(token));
  }

  private static String words(String body) {
    try {
      JsonFields fields = JsonFields.of(body);
      String message = fields.textOrEmpty("errorMessage");
      Map<String, String> errors = fields.texts("errors");
      if (!message.isEmpty() || !errors.isEmpty()) {
        return message.isEmpty() ? errors.toString() : message;
      }
      return String.join("; ", fields.textList("errorMessages"));
    } catch (ParseException e) {
      return "";
    }
  }
}
