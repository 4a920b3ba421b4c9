package io.jitjdbc.approval.evidence;

import io.jitjdbc.access.Digests;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Verdict;
import io.jitjdbc.approval.book.Terms;
import io.jitjdbc.approval.offline.RequestFile;
import io.jitjdbc.approval.signed.AnswerSigner;
import io.jitjdbc.approval.signed.Yes;
import io.jitjdbc.approval.signed.Yes.Voucher;
import java.time.Instant;
import java.util.List;

/** A yes with its proof: a JWS over all that was shown of a request, and over its terms. */
public final class SignedYes {
  private SignedYes() {}

  /** Of the person whose key it is. */
  public static Verdict by(
      AnswerSigner signer, AccessRequest request, String comment, Instant now) {
    return new Verdict(true, comment, signer.sign(to(request, comment, now, Voucher.NONE)));
  }

  /**
   * Digest of all of a request that is signed: equal only if a yes to one is a yes to the other.
   */
  public static String digest(AccessRequest request) {
    return Digests.of(
        List.of(
            request.id(),
            RequestFile.of(request).digest(),
            request.binding().target(),
            Terms.digest(request.requirement())));
  }

  static Yes to(AccessRequest request, String comment, Instant now, Voucher voucher) {
    return new Yes(
        request.id(),
        RequestFile.of(request).digest(),
        request.binding().target(),
        Terms.digest(request.requirement()),
        comment,
        now,
        voucher);
  }

  /** Whether exactly that request was meant, as it is here. */
  static boolean isTo(AccessRequest request, Yes yes) {
    return yes.equals(to(request, yes.comment(), yes.at(), yes.voucher()));
  }
}
