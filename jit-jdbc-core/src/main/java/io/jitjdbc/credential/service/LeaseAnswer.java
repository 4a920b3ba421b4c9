package io.jitjdbc.credential.service;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.credential.DatabaseCredential;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.service.ServiceCalls.Reply;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.remote.HttpService.Answer;
import io.jitjdbc.remote.JsonFields;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A lease as the service issued it.
 *
 * @param life from its beginning to its end, by the service's clock
 * @param rest from the answer to its end, by the service's clock
 */
record LeaseAnswer(
    String id,
    DatabaseCredential credential,
    Duration life,
    Duration rest,
    boolean renewable,
    Map<String, String> properties,
    String policy) {

  /** It becomes part of a path. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,127}");

  /**
   * Reads what came back.
   *
   * @param expected the status of an answer that holds a lease
   */
  static LeaseAnswer read(Reply reply, int expected, PresentedToken token) throws RefusedException {
    Answer answer = reply.answer();
    if (answer.status() != expected) {
      throw Unanswered.because(reply, token);
    }
    try {
      return parse(answer);
    } catch (ParseException e) {
      throw Wording.refused(
          reply.service() + " answered with something else than a lease: " + e.getMessage(),
          "Check jit.broker.jit.address, or report it to whoever runs the service");
    }
  }

  /**
   * The lease by this machine's clock. Its two ends are counted from before the questions: neither
   * a clock that is wrong nor an answer that took long makes it longer than it is.
   *
   * @param begin when the lease was first asked for
   * @param askedAt when the attempt began that was answered
   */
  Lease lease(Instant begin, Instant askedAt, Duration longest) throws RefusedException {
    Instant end = earlier(begin.plus(life), askedAt.plus(rest));
    end = earlier(end, askedAt.plus(longest));
    if (!end.isAfter(begin)) {
      throw Wording.refused(
          "the broker service issued a lease that was over already", "Compare its servers' clocks");
    }
    return new Lease(id, credential, begin, end, properties, policy);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static LeaseAnswer parse(Answer answer) throws ParseException {
    requireJson(answer);
    JsonFields fields = JsonFields.of(answer.body());
    Instant end = fields.time("expiresAt");
    String id = fields.text("id");
    if (!ID.matcher(id).matches()) {
      throw new ParseException("id must be letters, digits, dashes and underscores", 0);
    }
    Map<String, String> properties = fields.texts("connectionProperties");
    if (!properties.keySet().stream().allMatch(Lease::isConnectionProperty)) {
      throw new ParseException("connectionProperties must hold no login", 0);
    }
    return new LeaseAnswer(
        id,
        new DatabaseCredential(fields.text("user"), fields.text("password")),
        Duration.between(fields.time("issuedAt"), end),
        Duration.between(date(answer), end),
        fields.says("renewable"),
        properties,
        fields.optionalText("policy").orElse(""));
  }

  private static void requireJson(Answer answer) throws ParseException {
    String type = answer.headers().getOrDefault("content-type", "");
    if (!type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
      throw new ParseException("its content type is not application/json", 0);
    }
  }

  private static Instant date(Answer answer) throws ParseException {
    try {
      return DateTimeFormatter.RFC_1123_DATE_TIME.parse(
          answer.headers().getOrDefault("date", ""), Instant::from);
    } catch (DateTimeException e) {
      throw new ParseException("it has no Date", 0);
    }
  }
}
