package io.jitjdbc.approval.service;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.offline.RequestFile;
import io.jitjdbc.approval.signed.AnswerVerifier;
import io.jitjdbc.approval.signed.SignedAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** An approval counts if one of the keys in a file has signed that exactly this was approved. */
final class PinnedKeys implements EvidenceCheck {
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);
  private static final int MOST = 20;
  private static final AnswerVerifier.Words WORDS =
      new AnswerVerifier.Words(
          "the evidence of the approval service",
          "Nothing was run. Compare jit.approval.jit.keys.file with the key that the service signs"
              + " with");

  private final AnswerVerifier verifier;
  private final InstantSource clock;

  PinnedKeys(Path keys, InstantSource clock) {
    this.verifier = new AnswerVerifier(keys, WORDS);
    this.clock = clock;
  }

  @Override
  public void requireProvable(AccessRequest draft) throws RefusedException {
    if (draft.isEmergency()) {
      throw RefusedException.denied(
          "nobody can go ahead in an emergency here, because nobody signs that:"
              + " jit.approval.jit.keys.file is set. Clear the client info jit.break-glass and"
              + " wait for an approval");
    }
  }

  @Override
  public void require(AccessRequest request, List<String> evidence) throws RefusedException {
    RefusedException last =
        refused(request, "the service presents no evidence that it was approved");
    for (String token : evidence.subList(0, Math.min(MOST, evidence.size()))) {
      try {
        requireOne(request, verifier.verify(token));
        return;
      } catch (RefusedException e) {
        // Somebody whom others trust may have signed it as well.
        last = e;
      }
    }
    throw last;
  }

  private void requireOne(AccessRequest request, SignedAnswer answer) throws RefusedException {
    // Over what is asked here: what people were shown may have been changed on its way.
    boolean isThis =
        answer.request().equals(request.id())
            && answer.shown().equals(RequestFile.of(request).digest())
            && answer.target().equals(request.binding().target());
    if (!isThis) {
      throw refused(request, "the evidence is for something else");
    }
    Instant now = clock.instant();
    if (answer.at().isAfter(now.plus(CLOCK_SKEW))) {
      throw refused(request, "the evidence is from the future");
    }
    Instant end = answer.at().plus(request.requirement().validFor()).plus(CLOCK_SKEW);
    if (!now.isBefore(end)) {
      throw refused(request, "the evidence is too old");
    }
  }

  private static RefusedException refused(AccessRequest request, String why) {
    return RefusedException.denied(
        "the approval of request "
            + request.id()
            + " was not accepted: "
            + why
            + ". "
            + WORDS.next());
  }
}
