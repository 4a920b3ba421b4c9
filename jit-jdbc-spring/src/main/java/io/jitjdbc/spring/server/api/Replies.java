package io.jitjdbc.spring.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jitjdbc.protocol.Reply;
import io.jitjdbc.spring.server.rate.Rates;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** Between the protocols' words and HTTP's. */
final class Replies {
  private Replies() {}

  static ResponseEntity<byte[]> of(Reply reply) {
    var headers = new HttpHeaders();
    reply.headers().forEach(headers::add);
    return ResponseEntity.status(reply.status())
        .headers(headers)
        .body(reply.body().getBytes(UTF_8));
  }

  static void send(HttpServletResponse response, Reply reply) throws IOException {
    response.setStatus(reply.status());
    reply.headers().forEach(response::setHeader);
    response.getOutputStream().write(reply.body().getBytes(UTF_8));
  }

  /** The body as bytes; empty if there are more than that many. */
  static Optional<byte[]> body(HttpServletRequest request, int most) throws IOException {
    byte[] body = request.getInputStream().readNBytes(most + 1);
    return body.length > most ? Optional.empty() : Optional.of(body);
  }

  static Reply tooLarge(int most) {
    return Reply.problem(413, "too-large", "It is larger than " + most + " bytes.");
  }

  /** After that time there is room again. */
  static Reply tooMany(Duration pause) {
    long seconds = Rates.seconds(pause);
    Reply problem =
        Reply.problem(
            429,
            "too-many-requests",
            "That was too much at once. Try again in " + seconds + " seconds.");
    var headers = new HashMap<>(problem.headers());
    headers.put("Retry-After", Long.toString(seconds));
    return new Reply(429, headers, problem.body());
  }

  /** Without the quotes that a structured header has around it; empty if there is none. */
  static String key(HttpServletRequest request) {
    String header = Objects.requireNonNullElse(request.getHeader("Idempotency-Key"), "").strip();
    return header.length() > 2 && header.startsWith("\"") && header.endsWith("\"")
        ? header.substring(1, header.length() - 1)
        : "";
  }

  static Reply keyless() {
    return Reply.problem(
        400, "malformed-request", "Idempotency-Key must be there, between double quotes.");
  }
}
