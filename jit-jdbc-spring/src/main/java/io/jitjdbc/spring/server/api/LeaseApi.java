package io.jitjdbc.spring.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jitjdbc.credential.protocol.LeaseResources;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.protocol.Caller;
import io.jitjdbc.protocol.Reply;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The lease protocol. */
@RestController
final class LeaseApi {
  private static final int MOST_BODY = 64 * 1024;

  private final LeaseResources resources;

  LeaseApi(LeaseResources resources) {
    this.resources = resources;
  }

  @PostMapping("/v1/leases")
  ResponseEntity<byte[]> lease(@AuthenticationPrincipal Caller caller, HttpServletRequest request)
      throws IOException {
    String key = Objects.requireNonNullElse(request.getHeader("Idempotency-Key"), "");
    return answer(request, body -> resources.lease(caller, token(request), key, body));
  }

  @PostMapping("/v1/leases/{id}/renew")
  ResponseEntity<byte[]> renew(
      @AuthenticationPrincipal Caller caller, @PathVariable String id, HttpServletRequest request)
      throws IOException {
    return answer(request, body -> resources.renew(caller, token(request), id, body));
  }

  @GetMapping("/v1/leases/{id}")
  ResponseEntity<byte[]> standing(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return Replies.of(resources.standing(caller, id));
  }

  @DeleteMapping("/v1/leases/{id}")
  ResponseEntity<byte[]> revoke(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return Replies.of(resources.revoke(caller, id));
  }

  @FunctionalInterface
  private interface Deed {
    Reply with(String body);
  }

  private static ResponseEntity<byte[]> answer(HttpServletRequest request, Deed deed)
      throws IOException {
    Optional<byte[]> body = Replies.body(request, MOST_BODY);
    return Replies.of(
        body.map(bytes -> deed.with(new String(bytes, UTF_8)))
            .orElseGet(() -> Replies.tooLarge(MOST_BODY)));
  }

  /** It was verified by the filter, in front of this. */
  private static PresentedToken token(HttpServletRequest request) {
    String header = Objects.requireNonNullElse(request.getHeader("Authorization"), "");
    return PresentedToken.of(header.substring(header.indexOf(' ') + 1));
  }
}
