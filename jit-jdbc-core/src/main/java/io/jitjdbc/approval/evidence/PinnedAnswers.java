package io.jitjdbc.approval.evidence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Delegation;
import io.jitjdbc.approval.RequestProgress;
import io.jitjdbc.approval.RequestState.Answer;
import io.jitjdbc.approval.Verdict;
import io.jitjdbc.approval.book.AnswerCheck;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.approval.people.ApproverDirectory;
import io.jitjdbc.approval.signed.AnswerVerifier;
import io.jitjdbc.approval.signed.SignedAnswer;
import io.jitjdbc.approval.signed.Yes.Voucher;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Believes a book no yes that a pinned key has not signed, for exactly what this process asks. All
 * answers are counted anew from what was signed, with the groups that the file of approvers has, so
 * that neither people, terms nor times can be changed in the book. Thread-safe.
 *
 * <p>A no counts unsigned: nobody gains by one. <b>Does not protect against</b> whoever may write
 * to the book and takes a no or a revocation out, has a use handed out again, or hides, ends or
 * delays requests.
 */
final class PinnedAnswers implements AnswerCheck {
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);
  private static final Duration REMEMBERED = Duration.ofDays(1);
  private static final int MOST = 10_000;

  /** Whose name the file of approvers has for people's own keys. */
  private static final String OWN = "key";

  private static final Logger LOG = LoggerFactory.getLogger(PinnedAnswers.class);

  private final RequestBook book;
  private final AnswerVerifier verifier;
  private final ApproverDirectory people;
  private final String setting;
  private final InstantSource clock;

  /** As this process asks for them: what a book has of them may have been changed. */
  private final Cache<String, AccessRequest> asked =
      Caffeine.newBuilder().expireAfterAccess(REMEMBERED).maximumSize(MOST).build();

  /**
   * @param setting the full name of the one that says where the keys are
   */
  PinnedAnswers(
      RequestBook book, Path keys, ApproverDirectory people, String setting, InstantSource clock) {
    this.book = book;
    var words = new AnswerVerifier.Words("its signature", "Only a key of " + setting + " counts");
    this.verifier = new AnswerVerifier(keys, words);
    this.people = people;
    this.setting = setting;
    this.clock = clock;
  }

  @Override
  public Optional<AccessRequest> recognize(AccessRequest draft, AccessRequest kept) {
    var own =
        new AccessRequest(
            kept.id(),
            draft.subject(),
            draft.actor(),
            draft.binding(),
            draft.requirement(),
            draft.summary(),
            kept.filedAt(),
            draft.isEmergency() ? kept.emergency() : "");
    if (!SignedYes.digest(own).equals(SignedYes.digest(kept))) {
      return Optional.empty();
    }
    asked.put(own.id(), own);
    return Optional.of(own);
  }

  @Override
  public Judged judge(RequestProgress seen) {
    return judge(seen, own(seen).orElse(seen.request()));
  }

  @Override
  public Judged judgeOwn(RequestProgress seen) throws RefusedException {
    return judge(
        seen,
        own(seen)
            .orElseThrow(
                () ->
                    RefusedException.denied(
                        "nothing was approved by request "
                            + seen.request().id()
                            + ": this process has not asked for it, so that it cannot tell what"
                            + " people should have been shown. Run the statement again")));
  }

  private Optional<AccessRequest> own(RequestProgress seen) {
    return Optional.ofNullable(asked.getIfPresent(seen.request().id()));
  }

  private Judged judge(RequestProgress seen, AccessRequest request) {
    RequestProgress counted = RequestProgress.filed(request);
    String doubt = "";
    for (Answer answer : seen.answers()) {
      try {
        counted = with(counted, answer);
      } catch (RefusedException e) {
        doubt = doubt.isEmpty() ? doubt(answer, e) : doubt;
      }
    }
    return new Judged(
        new RequestProgress(
            request, counted.answers(), seen.used(), seen.returned(), seen.ending(), seen.usedAt()),
        doubt);
  }

  private static String doubt(Answer answer, RefusedException why) {
    return "the yes of " + answer.approverName() + " does not count: " + why.getMessage();
  }

  private RequestProgress with(RequestProgress before, Answer answer) throws RefusedException {
    if (!answer.granted() || before.request().isEmergency()) {
      var more = new ArrayList<>(before.answers());
      more.add(answer);
      return before.with(more);
    }
    if (answer.evidence().isEmpty()) {
      throw RefusedException.denied("nobody has signed it, and " + setting + " is set");
    }
    SignedAnswer signed = verifier.verifyAny(answer.evidence());
    requireFitting(before.request(), answer, signed);
    var verdict = new Verdict(true, signed.comment(), signed.token());
    return before.answer(signer(answer, signed), deputizing(answer), verdict, answer.at());
  }

  /** The delegations that those who were away have signed. */
  private List<Delegation> deputizing(Answer answer) throws RefusedException {
    if (answer.absent().isEmpty()) {
      return List.of();
    }
    var good = new ArrayList<Delegation>();
    for (Delegation delegation : book.delegationsTo(answer.approver(), answer.at())) {
      try {
        good.add(proven(delegation));
      } catch (RefusedException e) {
        LOG.debug("A delegation to {} does not count: {}", answer.approver(), e.getMessage());
      }
    }
    return good;
  }

  @Override
  public void require(Delegation delegation) throws RefusedException {
    if (delegation.evidence().isEmpty()) {
      throw RefusedException.denied(
          "nothing was delegated: nobody has signed it, and "
              + setting
              + " is set. Delegate with --key FILE");
    }
    proven(delegation);
  }

  /** With the groups that the file of approvers has. */
  private Delegation proven(Delegation delegation) throws RefusedException {
    String key = verifier.delegator(delegation);
    Subject absent =
        people
            .find(OWN, key)
            .filter(person -> person.key().equals(delegation.absent().key()))
            .orElseThrow(
                () ->
                    RefusedException.denied(
                        "nothing was delegated: by the file of approvers, whoever has signed it is"
                            + " somebody else or nobody"));
    return new Delegation(
        absent, delegation.deputy(), delegation.begin(), delegation.end(), delegation.evidence());
  }

  private void requireFitting(AccessRequest request, Answer answer, SignedAnswer signed)
      throws RefusedException {
    if (!SignedYes.isTo(request, signed.yes())) {
      throw RefusedException.denied("what was signed is something else than what is asked here");
    }
    Instant latest = clock.instant().plus(CLOCK_SKEW);
    boolean isThen = Duration.between(signed.at(), answer.at()).abs().compareTo(CLOCK_SKEW) <= 0;
    if (!isThen || answer.at().isAfter(latest)) {
      throw RefusedException.denied(
          "it was signed more than a minute before or after it was given, or is from the future");
    }
  }

  /** Whose yes it is, by what was signed and not by what the book says. */
  private Subject signer(Answer answer, SignedAnswer signed) throws RefusedException {
    Voucher voucher = signed.yes().voucher();
    Optional<Subject> found =
        voucher.equals(Voucher.NONE)
            ? people.find(OWN, signed.key())
            : people.find(voucher.channel(), voucher.person());
    return found
        .filter(person -> person.key().equals(answer.approver()))
        .orElseThrow(
            () ->
                RefusedException.denied(
                    "by the file of approvers, whoever has signed it is somebody else or nobody"));
  }
}
