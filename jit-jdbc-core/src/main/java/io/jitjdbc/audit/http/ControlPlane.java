package io.jitjdbc.audit.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jitjdbc.access.Digests;
import io.jitjdbc.audit.shipping.UndeliveredException;
import io.jitjdbc.remote.HttpService;
import io.jitjdbc.remote.HttpService.Answer;
import io.jitjdbc.remote.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** Calls to a control plane: one attempt each, because whoever calls comes again. */
final class ControlPlane {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Set<String> ABOUT_CONTENT = Set.of("invalid-request", "too-large");
  private static final int TOO_LARGE = 413;

  private final HttpService service;
  private final ServiceToken token;

  ControlPlane(HttpService service, ServiceToken token) {
    this.service = service;
    this.token = token;
  }

  /** What was said to a call, if it was not that nothing works now. */
  record Said(Answer answer, String problem, boolean isContentRefused) {}

  /**
   * Posts JSON.
   *
   * @throws UndeliveredException if it has to be posted again, because of anything but its content
   */
  Said post(String path, String json) throws UndeliveredException {
    String secret = token.reveal();
    Map<String, String> headers = new HashMap<>();
    headers.put("Authorization", "Bearer " + secret);
    headers.put("Content-Type", "application/json");
    headers.put("Content-Encoding", "gzip");
    headers.put("Idempotency-Key", '"' + Digests.of(json).substring(0, 40) + '"');
    try {
      Answer answer = service.send("POST", path, headers, deflated(json), LIMIT);
      return said(answer, new Problem(answer, List.of(secret)));
    } catch (IOException e) {
      throw new UndeliveredException(
          "the control plane at "
              + e.getMessage()
              + ". Check the network and jit.audit.http.address");
    }
  }

  private Said said(Answer answer, Problem problem) throws UndeliveredException {
    // Something on the way answers 400 as well, and it would be said of every event.
    boolean content =
        answer.status() == TOO_LARGE
            || (answer.status() == 422 && ABOUT_CONTENT.contains(problem.code()));
    boolean forked = answer.status() == 409 && problem.code().equals("ledger-forked");
    if (answer.status() == 200 || content || forked) {
      return new Said(answer, problem.text(), content || forked);
    }
    throw new UndeliveredException(
        "the control plane at " + service.address() + " said: " + problem.text() + next(answer),
        pause(answer));
  }

  private static String next(Answer answer) {
    return switch (answer.status()) {
      case 401 -> ". Give a token that is meant for it in jit.audit.http.token.file";
      case 403 -> ". Let whoever runs it allow this token to bring audit events";
      case 429, 500, 502, 503, 504 -> ". It is asked again";
      default -> ". Check jit.audit.http.address";
    };
  }

  private static Duration pause(Answer answer) {
    String seconds = answer.headers().getOrDefault("retry-after", "");
    return seconds.matches("\\d{1,6}")
        ? Duration.ofSeconds(Long.parseLong(seconds))
        : Duration.ZERO;
  }

  private static byte[] deflated(String json) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(json.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  @Override
  public String toString() {
    return "the control plane at " + service.address();
  }
}
