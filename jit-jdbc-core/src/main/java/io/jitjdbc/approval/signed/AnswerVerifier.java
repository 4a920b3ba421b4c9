package io.jitjdbc.approval.signed;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.signed.KeyRing.Pinned;
import io.jitjdbc.approval.signed.Yes.Voucher;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * From a JWS to a yes that a pinned key vouches for. The keys are read anew each time, so that one
 * can be taken out at any moment. Thread-safe.
 */
public final class AnswerVerifier {
  /** Of any comment that a channel brings. */
  private static final int LONGEST = 20_000;

  private final KeyRing keys;
  private final Words words;

  /**
   * How a refusal is put.
   *
   * @param source what was not accepted
   * @param next what to do
   */
  public record Words(String source, String next) {
    public Words {
      requireNonNull(source);
      requireNonNull(next);
    }
  }

  /**
   * Of what people sign on machines of their own.
   *
   * @param keys a JWKS file with the approvers' public keys, each with a {@code kid} of its own
   */
  public AnswerVerifier(Path keys) {
    this(
        keys,
        new Words("what was given in jit.approval", "Paste what jit sign printed, all of it"));
  }

  /**
   * Of what comes in another way.
   *
   * @param keys a JWKS file with public keys, each with a {@code kid} of its own
   */
  public AnswerVerifier(Path keys, Words words) {
    this.keys = new KeyRing(keys);
    this.words = words;
  }

  /**
   * Reads and checks what a person has signed.
   *
   * @throws RefusedException if it is no yes that one of people's own keys signed; quotes nothing
   *     of it
   */
  public SignedAnswer verify(String token) throws RefusedException {
    SignedAnswer answer = verifyAny(token);
    if (!answer.yes().voucher().equals(Voucher.NONE)) {
      throw refused("a channel's key has signed it, which is nobody's own");
    }
    return answer;
  }

  /**
   * The same, or what a channel has signed that people answer by: with a key that the file marks as
   * that channel's, in its member {@code channel}.
   *
   * @throws RefusedException if it is no yes that one of the keys signed, or a key vouches for
   *     another channel than its own; quotes nothing of it
   */
  public SignedAnswer verifyAny(String token) throws RefusedException {
    if (token.length() > LONGEST) {
      throw refused("it is too long");
    }
    try {
      JWSObject jws = JWSObject.parse(token);
      Pinned pinned = key(jws.getHeader());
      if (!jws.verify(new ECDSAVerifier(pinned.key()))) {
        throw refused("it was changed, or another key has signed it");
      }
      return answer(pinned, jws, token);
    } catch (ParseException | DateTimeException e) {
      throw refused("it is no signed approval");
    } catch (JOSEException e) {
      throw refused("its key does not fit");
    }
  }

  private Pinned key(JWSHeader header) throws RefusedException {
    if (!JWSAlgorithm.ES256.equals(header.getAlgorithm())
        || !AnswerSigner.TYPE.equals(header.getType())
        || header.getCriticalParams() != null) {
      throw refused("it is no signed approval");
    }
    String name = header.getKeyID();
    Optional<Pinned> found = name == null ? Optional.empty() : keys.find(name);
    return found.orElseThrow(() -> refused("no key that is trusted here has signed it"));
  }

  private SignedAnswer answer(Pinned pinned, JWSObject jws, String token) throws RefusedException {
    Map<String, Object> claims = jws.getPayload().toJSONObject();
    if (claims == null || !(claims.get("iat") instanceof Number at)) {
      throw refused("it is no signed approval");
    }
    var voucher = new Voucher(optional(claims, "channel"), optional(claims, "person"));
    if (!voucher.channel().equals(pinned.channel())
        || voucher.channel().isEmpty() != voucher.person().isEmpty()) {
      throw refused("its key is not one for the channel that it names");
    }
    var yes =
        new Yes(
            text(claims, "request"),
            text(claims, "shown"),
            text(claims, "aud"),
            optional(claims, "terms"),
            text(claims, "comment"),
            Instant.ofEpochSecond(at.longValue()),
            voucher);
    return new SignedAnswer(yes, String.valueOf(pinned.key().getKeyID()), token);
  }

  private String optional(Map<String, Object> claims, String name) throws RefusedException {
    return claims.containsKey(name) ? text(claims, name) : "";
  }

  private String text(Map<String, Object> claims, String name) throws RefusedException {
    if (claims.get(name) instanceof String text) {
      return text;
    }
    throw refused("it is no signed approval");
  }

  private RefusedException refused(String why) {
    return RefusedException.denied(
        words.source() + " was not accepted: " + why + ". " + words.next());
  }
}
