package io.jitjdbc.protocol;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a server answers.
 *
 * @param headers besides those that every answer has
 * @param body JSON, or empty
 */
public record Reply(int status, Map<String, String> headers, String body) {
  private static final String LATER = "1";

  public Reply {
    headers = Map.copyOf(headers);
    requireNonNull(body);
  }

  /** A JSON object; nobody keeps it. */
  public static Reply json(int status, Map<String, Object> fields) {
    return json(status, JSONObjectUtils.toJSONString(fields));
  }

  /** The same, as text. */
  public static Reply json(int status, String body) {
    return new Reply(
        status, Map.of("Content-Type", "application/json", "Cache-Control", "no-store"), body);
  }

  /** Done, and there is nothing to say. */
  public static Reply empty() {
    return new Reply(204, Map.of(), "");
  }

  /**
   * Why it did not happen, in the words of RFC 9457.
   *
   * @param code one of those that {@code PROTOCOL.md} lists
   * @param detail for people; holds no secret
   */
  public static Reply problem(int status, String code, String detail) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("type", "urn:jit-jdbc:problem:" + code);
    fields.put("title", code.replace('-', ' '));
    fields.put("status", status);
    fields.put("detail", detail.length() <= 2000 ? detail : detail.substring(0, 2000));
    fields.put("code", code);
    var headers = new TreeMap<>(Map.of("Content-Type", "application/problem+json"));
    if (status == 401) {
      headers.put("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }
    if (status == 429 || status == 503) {
      headers.put("Retry-After", LATER);
    }
    return new Reply(status, headers, JSONObjectUtils.toJSONString(fields));
  }

  public boolean isSuccess() {
    return status / 100 == 2;
  }

  /** Without the body, which may hold a password. */
  @Override
  public String toString() {
    return "reply " + status;
  }
}
