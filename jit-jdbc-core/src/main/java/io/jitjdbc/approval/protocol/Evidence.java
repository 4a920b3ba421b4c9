package io.jitjdbc.approval.protocol;

import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.RequestState.Answer;
import io.jitjdbc.approval.offline.RequestFile;
import io.jitjdbc.approval.signed.AnswerSigner;
import java.time.Instant;
import java.util.List;

/** What proves an approval to a driver that does not take the server's word for it. Thread-safe. */
@FunctionalInterface
public interface Evidence {

  /** There is none: drivers with pinned keys go ahead with nothing. */
  Evidence NONE = (request, answers) -> List.of();

  /**
   * Compact JWS over exactly this request.
   *
   * @param answers those that approved it; none of an emergency, which nobody has approved
   */
  List<String> of(AccessRequest request, List<Answer> answers);

  /** The server signs, with a key that drivers have pinned, for all whom it heard say yes. */
  static Evidence signedBy(AnswerSigner signer) {
    return (request, answers) -> {
      if (request.isEmergency() || answers.isEmpty()) {
        return List.of();
      }
      Instant last = answers.get(answers.size() - 1).at();
      String shown = RequestFile.of(request).digest();
      return List.of(signer.sign(request.id(), shown, request.binding().target(), "", last));
    };
  }
}
