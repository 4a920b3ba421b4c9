package io.jitjdbc.approval.service;

import io.jitjdbc.access.Subject;
import io.jitjdbc.remote.HttpService;
import io.jitjdbc.remote.HttpService.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What a client would not send. */
final class RawCalls {
  static final String KEY = "\"0123456789abcdef\"";

  private final ApprovalServiceFixture fixture;
  private final HttpService http;

  RawCalls(ApprovalServiceFixture fixture) {
    this.fixture = fixture;
    this.http = new HttpService(fixture.service.address(), Duration.ofSeconds(10));
  }

  /** Of a person, with headers beside the token, as names and values. */
  Answer send(Subject person, String method, String path, String body, String... headers)
      throws IOException {
    var all = new HashMap<>(Map.of("Authorization", "Bearer " + fixture.token(person).reveal()));
    boolean wantsKey = path.matches(".*/(uses|answers|revocation)") && headers.length == 0;
    if (wantsKey) {
      all.put("Idempotency-Key", KEY);
    }
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    return http.send(method, path, all, body);
  }
}
