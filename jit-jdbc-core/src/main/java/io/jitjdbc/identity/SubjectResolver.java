package io.jitjdbc.identity;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import java.util.Optional;

/**
 * Says who is asking. Thread-safe.
 *
 * <p><b>Guarantees</b>: a returned subject was vouched for by a trusted issuer just now. <b>Does
 * not protect against</b> a stolen token within its lifetime.
 */
public interface SubjectResolver extends AutoCloseable {

  /**
   * The verified subject that opens a connection; may block on the network.
   *
   * @throws RefusedException {@code 28000} if the token is missing or not acceptable, {@code 08001}
   *     if the issuer's keys cannot be had
   */
  Subject resolve(PresentedToken presented) throws RefusedException;

  /**
   * The same subject with the token that it was verified by. A resolver that obtains a token of its
   * own, instead of being presented one, answers with that.
   *
   * @throws RefusedException as {@link #resolve} does
   */
  default Identified identify(PresentedToken presented) throws RefusedException {
    return new Identified(resolve(presented), presented);
  }

  /**
   * The subject on whose behalf the calling thread acts at this moment, where that differs from the
   * one that opened the connection: then its rights are what counts, and the opener is the actor.
   * Called for every statement, so it must be cheap and must not block.
   *
   * @throws RefusedException if somebody is there who cannot be told; the statement is then denied
   */
  default Optional<Subject> current() throws RefusedException {
    return Optional.empty();
  }

  /**
   * The token by which the {@linkplain #current() current} subject is known, for services that look
   * at it by themselves, such as a control plane that takes its access requests; none if a program
   * vouches for it. Must not block.
   */
  default PresentedToken currentToken() {
    return PresentedToken.none();
  }

  @Override
  default void close() {}
}
