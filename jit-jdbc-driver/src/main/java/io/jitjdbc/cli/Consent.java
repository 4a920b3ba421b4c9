package io.jitjdbc.cli;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.ApprovalDesk.Entry;
import io.jitjdbc.approval.Verdict;
import io.jitjdbc.approval.evidence.SignedYes;
import io.jitjdbc.approval.signed.AnswerSigner;
import io.jitjdbc.settings.InvalidSettingException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What goes with a yes: a comment, and the approver's signature over what they were shown. */
final class Consent {
  @Option(
      names = "--comment",
      defaultValue = "",
      description = "What the one who asked should know.")
  private String comment = "";

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = {
        "Signs the yes with your private EC key (P-256), a JWK with a kid, once the request was",
        "printed. Needed where jit.approval.table.keys.file is set."
      })
  private Optional<Path> key = Optional.empty();

  @Option(
      names = "--shown",
      paramLabel = "DIGEST",
      description = "With --key: what jit show printed as Digest; any other request is refused.")
  private Optional<String> shown = Optional.empty();

  /** Signed if there is a key; what is signed is printed before. */
  Verdict to(ApprovalDesk desk, String id, PrintWriter out, Instant now) throws RefusedException {
    if (shown.isPresent() && key.isEmpty()) {
      throw new InvalidSettingException("--shown needs --key, or nothing is signed");
    }
    if (key.isEmpty()) {
      return new Verdict(true, comment);
    }
    AnswerSigner signer = SigningKey.read(key.get());
    Entry entry = desk.find(id);
    AccessRequest request = entry.request();
    String digest = SignedYes.digest(request);
    if (!shown.orElse(digest).equals(digest)) {
      throw RefusedException.denied(
          "request "
              + request.id()
              + " was not answered: it is not the one that --shown names. Look at it again with jit"
              + " show "
              + request.id());
    }
    RequestSheet.print(entry, out);
    return SignedYes.by(signer, request, comment, now);
  }
}
