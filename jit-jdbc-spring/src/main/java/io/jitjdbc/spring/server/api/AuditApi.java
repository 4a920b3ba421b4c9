package io.jitjdbc.spring.server.api;

import io.jitjdbc.audit.protocol.AuditResources;
import io.jitjdbc.protocol.Caller;
import io.jitjdbc.protocol.Reply;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The audit protocol. */
@RestController
final class AuditApi {
  private final AuditResources resources;
  private final InstantSource clock;

  AuditApi(AuditResources resources, InstantSource clock) {
    this.resources = resources;
    this.clock = clock;
  }

  @PostMapping("/v1/audit/events")
  ResponseEntity<byte[]> events(@AuthenticationPrincipal Caller caller, HttpServletRequest request)
      throws IOException {
    return answer(
        caller,
        request,
        (encoding, body) -> resources.events(caller.subject().key(), encoding, body));
  }

  @PostMapping("/v1/audit/ledgers/{log}")
  ResponseEntity<byte[]> ledger(
      @AuthenticationPrincipal Caller caller, @PathVariable String log, HttpServletRequest request)
      throws IOException {
    return answer(
        caller,
        request,
        (encoding, body) -> resources.ledger(caller.subject().key(), log, encoding, body));
  }

  @FunctionalInterface
  private interface Deed {
    Reply with(String encoding, byte[] body);
  }

  private ResponseEntity<byte[]> answer(Caller caller, HttpServletRequest request, Deed deed)
      throws IOException {
    if (!caller.tokensEnd().isAfter(clock.instant())) {
      return Replies.of(Reply.problem(401, "token-refused", "The token has expired."));
    }
    String encoding = Objects.requireNonNullElse(request.getHeader("Content-Encoding"), "");
    Optional<byte[]> body = Replies.body(request, AuditResources.MOST_BODY);
    return Replies.of(
        body.map(bytes -> deed.with(encoding, bytes))
            .orElseGet(() -> Replies.tooLarge(AuditResources.MOST_BODY)));
  }
}
