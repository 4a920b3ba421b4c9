package io.jitjdbc.spring.client;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A denial as HTTP tells it: 403, or what the settings say while people have yet to answer, with
 * problem details (RFC 9457).
 *
 * @param headers besides the length
 */
record DenialAnswer(int status, Map<String, String> headers, Map<String, Object> problem) {
  private static final int FORBIDDEN = 403;

  /**
   * What a request is answered with.
   *
   * @param path of the request
   */
  static DenialAnswer of(Denial denial, DenialSettings settings, String path) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Type", "application/problem+json");
    headers.put("Cache-Control", "no-store");
    if (denial.isPending()) {
      headers.put("Retry-After", Long.toString(settings.retryAfter().toSeconds()));
    }
    int status = denial.isPending() ? settings.pendingStatus() : FORBIDDEN;
    Map<String, Object> problem = problem(denial, status);
    String link = denial.isPending() ? settings.link(denial.request()) : "";
    if (!link.isEmpty()) {
      problem.put("link", link);
    }
    problem.put("instance", path);
    return new DenialAnswer(status, headers, problem);
  }

  private static Map<String, Object> problem(Denial denial, int status) {
    var problem = new LinkedHashMap<String, Object>();
    String kind = denial.isPending() ? "approval-pending" : "denied";
    problem.put("type", "urn:jit-jdbc:problem:" + kind);
    problem.put(
        "title",
        denial.isPending() ? "This waits for an approval" : "The policy does not let you do this");
    problem.put("status", status);
    problem.put("detail", denial.reason());
    if (!denial.rule().isEmpty()) {
      problem.put("rule", denial.rule());
    }
    if (denial.isPending()) {
      problem.put("request", denial.request());
    }
    return problem;
  }

  /** The problem details as JSON. */
  byte[] body() {
    return JSONObjectUtils.toJSONString(problem).getBytes(StandardCharsets.UTF_8);
  }
}
