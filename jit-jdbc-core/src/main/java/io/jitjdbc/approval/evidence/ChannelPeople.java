package io.jitjdbc.approval.evidence;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Verdict;
import io.jitjdbc.approval.people.ApproverDirectory;
import io.jitjdbc.approval.signed.AnswerSigner;
import io.jitjdbc.approval.signed.Yes.Voucher;
import io.jitjdbc.settings.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The people who answer by a channel, and the channel's signature that they did: whoever reads an
 * answer later need not believe the book that it was kept in. Thread-safe.
 *
 * <p><b>Does not protect against</b> whoever has the channel's key: they can say that anybody of
 * the channel said yes.
 */
public final class ChannelPeople {
  private final String channel;
  private final ApproverDirectory directory;
  private final Optional<Path> key;
  private final InstantSource clock;

  /**
   * @param channel as the directory calls people's names there
   * @param key a file with a private key as a JWK, read again at each answer; if empty, nothing is
   *     signed
   * @throws InvalidSettingException if the file has none
   */
  public ChannelPeople(
      String channel, ApproverDirectory directory, Optional<Path> key, InstantSource clock) {
    this.channel = channel;
    this.directory = directory;
    this.key = key;
    this.clock = clock;
    key.ifPresent(ChannelPeople::read);
  }

  /**
   * The person of that name at the channel.
   *
   * @throws RefusedException if the directory cannot be asked
   */
  public Optional<Subject> find(String name) throws RefusedException {
    return directory.find(channel, name);
  }

  /**
   * Whether that yes is signed: an emergency is reviewed, not approved, and a no needs no proof.
   */
  public boolean signs(AccessRequest request, boolean granted) {
    return key.isPresent() && granted && !request.isEmergency();
  }

  /**
   * What somebody said, signed where that is needed.
   *
   * @param request as it was shown to them
   * @param name of whoever said it, at the channel
   * @throws RefusedException if it cannot be signed
   */
  public Verdict verdict(AccessRequest request, String name, Verdict said) throws RefusedException {
    if (key.isEmpty() || !signs(request, said.granted())) {
      return said;
    }
    var voucher = new Voucher(channel, name);
    var yes = SignedYes.to(request, said.comment(), clock.instant(), voucher);
    try {
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
          "the key to sign with, "
              + file.getFileName()
              + ", cannot be read: "
              + e.getClass().getSimpleName());
    }
  }
}
