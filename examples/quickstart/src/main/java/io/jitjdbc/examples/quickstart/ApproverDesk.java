package io.jitjdbc.examples.quickstart;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.ApprovalServiceProvider;
import io.jitjdbc.identity.OidcSubjectResolverProvider;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.identity.SubjectResolver;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import java.util.List;

/**
 * The approvers' side: what {@code jit requests} and {@code jit approve} do from a shell. It shares
 * nothing with the analysts' connections but the table of requests.
 */
final class ApproverDesk implements AutoCloseable {
  private final ApprovalService approvals;
  private final ApprovalDesk desk;
  private final String issuer;

  private ApproverDesk(ApprovalService approvals, ApprovalDesk desk, String issuer) {
    this.approvals = approvals;
    this.desk = desk;
    this.issuer = issuer;
  }

  static ApproverDesk open(String issuer) {
    ApprovalService approvals =
        Providers.named(ApprovalServiceProvider.class, "jit.approval", "table")
            .create(SettingValues.of("jit.approval.table.", Settings.approvals()));
    return new ApproverDesk(approvals, approvals.desk().orElseThrow(), issuer);
  }

  /** What waits for an answer, oldest first. */
  List<AccessRequest> requests() throws RefusedException {
    return desk.open().stream().map(ApprovalDesk.Entry::request).toList();
  }

  /** Says yes or no, as whoever the token says. */
  void answer(AccessRequest request, String token, boolean granted, String comment)
      throws RefusedException {
    desk.answer(request.id(), person(token), granted, comment);
  }

  @Override
  public void close() {
    approvals.close();
  }

  private Subject person(String token) throws RefusedException {
    SettingValues settings = SettingValues.of("jit.subject.oidc.", Settings.subject(issuer));
    try (SubjectResolver subjects = new OidcSubjectResolverProvider().create(settings)) {
      return subjects.resolve(PresentedToken.of(token));
    }
  }
}
