package io.jitjdbc.spring.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jitjdbc.approval.protocol.ApprovalResources;
import io.jitjdbc.protocol.Caller;
import io.jitjdbc.protocol.Reply;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** The approval protocol. */
@RestController
final class ApprovalApi {
  private static final int LONGEST_WAIT = 60;

  private final ApprovalResources resources;
  private final PendingWaits waits;

  ApprovalApi(ApprovalResources resources, PendingWaits waits) {
    this.resources = resources;
    this.waits = waits;
  }

  @PostMapping("/v1/requests")
  ResponseEntity<byte[]> file(@AuthenticationPrincipal Caller caller, HttpServletRequest request)
      throws IOException {
    return keyed(request, (key, body) -> resources.file(caller, key, body));
  }

  @GetMapping(path = "/v1/requests", params = "state=open")
  ResponseEntity<byte[]> open(
      @AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "") String after) {
    return Replies.of(resources.open(caller, after));
  }

  @GetMapping("/v1/requests/{id}")
  ResponseEntity<byte[]> sheet(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return Replies.of(resources.sheet(caller, id));
  }

  @GetMapping("/v1/requests/{id}/status")
  DeferredResult<ResponseEntity<byte[]>> status(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String id,
      @RequestParam(defaultValue = "0") int wait) {
    var answer = new DeferredResult<ResponseEntity<byte[]>>(0L);
    if (wait < 0 || wait > LONGEST_WAIT) {
      answer.setResult(
          Replies.of(
              Reply.problem(400, "malformed-request", "wait must be from 0 to 60 seconds.")));
    } else if (wait == 0 || !resources.isPending(caller, id)) {
      answer.setResult(Replies.of(resources.status(caller, id)));
    } else {
      waits.until(
          Duration.ofSeconds(wait),
          id,
          () -> settle(answer, () -> Replies.of(resources.status(caller, id))));
    }
    return answer;
  }

  /** What fails is answered as well, or the caller would wait for ever. */
  private static <T> void settle(DeferredResult<T> answer, Supplier<T> result) {
    try {
      answer.setResult(result.get());
    } catch (RuntimeException e) {
      answer.setErrorResult(e);
    }
  }

  @PostMapping("/v1/requests/{id}/uses")
  ResponseEntity<byte[]> use(
      @AuthenticationPrincipal Caller caller, @PathVariable String id, HttpServletRequest request)
      throws IOException {
    return keyed(request, (key, body) -> resources.use(caller, id, key));
  }

  @DeleteMapping("/v1/requests/{id}/uses/{use}")
  ResponseEntity<byte[]> giveBack(
      @AuthenticationPrincipal Caller caller, @PathVariable String id, @PathVariable String use) {
    return Replies.of(resources.giveBack(caller, id, use));
  }

  @PostMapping("/v1/requests/{id}/cancel")
  ResponseEntity<byte[]> cancel(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    return Replies.of(resources.cancel(caller, id));
  }

  @PostMapping("/v1/requests/{id}/answers")
  ResponseEntity<byte[]> answer(
      @AuthenticationPrincipal Caller caller, @PathVariable String id, HttpServletRequest request)
      throws IOException {
    return keyed(request, (key, body) -> resources.answer(caller, id, key, body));
  }

  @PostMapping("/v1/requests/{id}/revocation")
  ResponseEntity<byte[]> revoke(
      @AuthenticationPrincipal Caller caller, @PathVariable String id, HttpServletRequest request)
      throws IOException {
    return keyed(request, (key, body) -> resources.revoke(caller, id, key, body));
  }

  @PutMapping("/v1/delegations/{id}")
  ResponseEntity<byte[]> delegate(
      @AuthenticationPrincipal Caller caller, @PathVariable String id, HttpServletRequest request)
      throws IOException {
    return Replies.of(
        body(request)
            .map(body -> resources.delegate(caller, id, body))
            .orElseGet(() -> Replies.tooLarge(ApprovalResources.MOST_BODY)));
  }

  @FunctionalInterface
  private interface Deed {
    Reply with(String key, String body);
  }

  private static ResponseEntity<byte[]> keyed(HttpServletRequest request, Deed deed)
      throws IOException {
    String key = Replies.key(request);
    if (key.isEmpty()) {
      return Replies.of(Replies.keyless());
    }
    return Replies.of(
        body(request)
            .map(body -> deed.with(key, body))
            .orElseGet(() -> Replies.tooLarge(ApprovalResources.MOST_BODY)));
  }

  private static Optional<String> body(HttpServletRequest request) throws IOException {
    return Replies.body(request, ApprovalResources.MOST_BODY)
        .map(bytes -> new String(bytes, UTF_8));
  }
}
