package io.jitjdbc.remote;

import io.jitjdbc.remote.HttpService.Answer;
import java.text.ParseException;
import java.util.List;

/**
 * What a service of ours says about why something did not happen (RFC 9457), made fit for our own
 * messages.
 */
public final class Problem {
  private static final int MOST_DETAIL = 500;
  private static final int MOST_NAME = 80;

  private final Answer answer;
  private final List<String> secrets;

  /**
   * @param secrets that the service was given; empty ones do not count
   */
  public Problem(Answer answer, List<String> secrets) {
    this.answer = answer;
    this.secrets = List.copyOf(secrets);
  }

  /** The status, and what the service says about it if it speaks our protocol; no full stop. */
  public String text() {
    String status = "status " + answer.status();
    if (!isProblem()) {
      return status;
    }
    try {
      JsonFields fields = JsonFields.of(answer.body());
      String code = shown(fields.optionalText("code").orElse(""), MOST_NAME);
      return status + ' ' + code + ": " + explanation(fields);
    } catch (ParseException e) {
      return status;
    }
  }

  /** The service's own word for why, for programs; empty if it does not speak our protocol. */
  public String code() {
    try {
      return isProblem() ? JsonFields.of(answer.body()).optionalText("code").orElse("") : "";
    } catch (ParseException e) {
      return "";
    }
  }

  /** What people should read, without the status and the code where it has any; no full stop. */
  public String explanation() {
    try {
      return isProblem() ? explanation(JsonFields.of(answer.body())) : text();
    } catch (ParseException e) {
      return text();
    }
  }

  private String explanation(JsonFields fields) throws ParseException {
    String title = fields.optionalText("title").orElse("it does not say why");
    String detail = fields.optionalText("detail").orElse(title);
    return withoutStop(shown(detail, MOST_DETAIL));
  }

  private boolean isProblem() {
    return answer.headers().getOrDefault("content-type", "").startsWith("application/problem+json");
  }

  /** When it is worth another try: {@code in 5 seconds}, or {@code later}. */
  public String later() {
    String seconds = answer.headers().getOrDefault("retry-after", "");
    return seconds.matches("\\d{1,6}") ? "in " + seconds + " seconds" : "later";
  }

  private String shown(String text, int most) {
    return QuotedText.shown(text, most, secrets);
  }

  private static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
