package io.jitjdbc.approval.evidence;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Verdict;
import io.jitjdbc.approval.signed.AnswerSigner;
import io.jitjdbc.approval.signed.Yes.Voucher;
import io.jitjdbc.settings.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Signs, in the name of a channel, what people answered there: whoever reads it later need not
 * believe the book that it was kept in. The key is read anew each time. Thread-safe.
 *
 * <p><b>Does not protect against</b> whoever has the key: they can say that anybody of the channel
 * said yes.
 */
public final class ChannelSigner {
  private final String channel;
  private final Optional<Path> key;
  private final InstantSource clock;

  /**
   * @param channel as the file of approvers calls people's names there
   * @param key a file with a private key as a JWK; if empty, nothing is signed
   * @throws InvalidSettingException if the file has none
   */
  public ChannelSigner(String channel, Optional<Path> key, InstantSource clock) {
    this.channel = channel;
    this.key = key;
    this.clock = clock;
    key.ifPresent(ChannelSigner::read);
  }

  /** Whether a yes is signed. */
  public boolean signs() {
    return key.isPresent();
  }

  /**
   * What somebody answered.
   *
   * @param person the name of whoever did, at the channel
   * @throws RefusedException if it cannot be signed
   */
  public Verdict verdict(AccessRequest request, String person, Verdict said)
      throws RefusedException {
    // A no needs no proof, and an emergency is reviewed, not approved.
    if (key.isEmpty() || !said.granted() || request.isEmergency()) {
      return said;
    }
    try {
      var yes =
          SignedYes.to(request, said.comment(), clock.instant(), new Voucher(channel, person));
      return new Verdict(true, said.comment(), read(key.get()).sign(yes));
    } catch (InvalidSettingException e) {
      throw RefusedException.denied(
          "request " + request.id() + " was not answered: " + e.getMessage());
    }
  }

  private static AnswerSigner read(Path file) {
    try {
      return AnswerSigner.with(Files.readString(file));
    } catch (IOException e) {
      throw new InvalidSettingException(
          "the key to sign with cannot be read: " + e.getClass().getSimpleName());
    }
  }
}
