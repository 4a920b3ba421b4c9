package io.jitjdbc.credential.vault;

import static java.util.stream.Collectors.joining;

import io.jitjdbc.remote.ForeignText;
import io.jitjdbc.remote.HttpService.Answer;
import io.jitjdbc.remote.JsonText;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What Vault answered. A class and not a record, because a record prints its fields. */
final class VaultAnswer {
  private static final Pattern TOKEN = Pattern.compile("\\b(hv[sbr]|[sbr])\\.[\\w-]{16,}");

  private final int status;
  private final String retryAfter;
  private final Map<String, Object> body;

  private VaultAnswer(int status, String retryAfter, Map<String, Object> body) {
    this.status = status;
    this.retryAfter = retryAfter;
    this.body = body;
  }

  /**
   * Reads an answer; a refusal need not be of Vault, as a proxy may refuse as well.
   *
   * @throws ParseException if a success is not a JSON object
   */
  static VaultAnswer of(Answer answer) throws ParseException {
    String retryAfter = answer.headers().getOrDefault("retry-after", "");
    return new VaultAnswer(answer.status(), retryAfter, body(answer));
  }

  private static Map<String, Object> body(Answer answer) throws ParseException {
    if (answer.isSuccess() && answer.body().isBlank()) {
      return Map.of();
    }
    try {
      return JsonText.object(answer.body());
    } catch (ParseException e) {
      if (answer.isSuccess()) {
        throw e;
      }
      return Map.of();
    }
  }

  int status() {
    return status;
  }

  boolean isSuccess() {
    return status / 100 == 2;
  }

  VaultFields fields() {
    return new VaultFields(body);
  }

  /** How long to leave Vault alone, as it says; empty if it does not. */
  String retryAfter() {
    return ForeignText.shown(retryAfter);
  }

  /** Vault's own words, fit for a message. */
  String errors() {
    if (!(body.get("errors") instanceof List<?> errors) || errors.isEmpty()) {
      return "no reason given";
    }
    String text =
        errors.stream()
            .map(String::valueOf)
            .map(error -> error.replaceAll("\\s+", " ").strip())
            .collect(joining("; "));
    return ForeignText.explained(TOKEN.matcher(text).replaceAll("***"));
  }

  /** Whether Vault says that there is no such lease (any more). */
  boolean isLeaseUnknown() {
    String errors = errors();
    return errors.contains("lease not found") || errors.contains("invalid lease");
  }

  @Override
  public String toString() {
    return "answer " + status;
  }
}
