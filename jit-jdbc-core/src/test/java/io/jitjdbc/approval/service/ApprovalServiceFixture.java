package io.jitjdbc.approval.service;

import com.nimbusds.jwt.JWTClaimsSet;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.Presented;
import io.jitjdbc.approval.book.MemoryBook;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.SubjectTokens;
import io.jitjdbc.testing.TestApprovalService;
import io.jitjdbc.testing.TestIssuer;
import io.jitjdbc.testing.TokenBearing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** An approval service, who vouches for its callers, and clients of it. */
final class ApprovalServiceFixture implements AutoCloseable {
  final TestIssuer issuer = TestIssuer.start();
  final TestApprovalService service;
  private final InstantSource clock;
  private final SubjectTokens tokens;

  ApprovalServiceFixture(InstantSource clock) {
    this(clock, new MemoryBook());
  }

  ApprovalServiceFixture(InstantSource clock, RequestBook book) {
    this.clock = clock;
    this.tokens = new SubjectTokens(issuer, clock);
    this.service = TestApprovalService.start(issuer, book, clock);
  }

  /** A client with settings beside the usual ones, as names and values. */
  ApprovalService client(String... settings) {
    var all = new HashMap<>(Map.of("address", service.address().toString()));
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return new ServiceApprovalsProvider(clock).create(SettingValues.of("jit.approval.jit.", all));
  }

  /** A client that presents a good token for whoever the caller says it is. */
  ApprovalService trustful(String... settings) {
    return new TokenBearing(client(settings), tokens);
  }

  PresentedToken token(Subject person) {
    return tokens.token(person);
  }

  PresentedToken token(Subject person, Duration life) {
    return tokens.token(person, life);
  }

  JWTClaimsSet.Builder claims(Subject person, Instant end) {
    return tokens.claims(person, end);
  }

  /** Tokens of those whom a draft names. */
  Presented presented(AccessRequest draft) {
    return tokens.presented(draft);
  }

  @Override
  public void close() {
    service.close();
    issuer.close();
  }
}
