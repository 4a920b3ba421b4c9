package io.jitjdbc.approval.signed;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.Delegation;
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
    Verified verified = verified(token, AnswerSigner.TYPE, "it is no signed approval");
    try {
      return answer(verified, token);
    } catch (DateTimeException e) {
      throw refused("it is no signed approval");
    }
  }

  /**
   * Which person's own key has signed exactly that delegation.
   *
   * @throws RefusedException if none has
   */
  public String delegator(Delegation delegation) throws RefusedException {
    String none = "it is no signed delegation";
    Verified verified = verified(delegation.evidence(), AnswerSigner.DELEGATION, none);
    if (!verified.pinned().channel().isEmpty()
        || !AnswerSigner.claims(delegation).equals(verified.claims())) {
      throw refused("it is for another delegation, or a channel's");
    }
    return verified.name();
  }

  /** What a pinned key has signed. */
  private record Verified(Pinned pinned, Map<String, Object> claims) {
    String name() {
      return String.valueOf(pinned.key().getKeyID());
    }
  }

  private Verified verified(String token, JOSEObjectType type, String otherwise)
      throws RefusedException {
    if (token.length() > LONGEST) {
      throw refused("it is too long");
    }
    try {
      JWSObject jws = JWSObject.parse(token);
      if (!isMeant(jws.getHeader(), type)) {
        throw refused(otherwise);
      }
      Pinned pinned = key(jws.getHeader());
      if (!jws.verify(new ECDSAVerifier(pinned.key()))) {
        throw refused("it was changed, or another key has signed it");
      }
      Map<String, Object> claims = jws.getPayload().toJSONObject();
      if (claims == null) {
        throw refused(otherwise);
      }
      return new Verified(pinned, claims);
    } catch (ParseException e) {
      throw refused(otherwise);
    } catch (JOSEException e) {
      throw refused("its key does not fit");
    }
  }

  private static boolean isMeant(JWSHeader header, JOSEObjectType type) {
    return JWSAlgorithm.ES256.equals(header.getAlgorithm())
        && type.equals(header.getType())
        && header.getCriticalParams() == null;
  }

  private Pinned key(JWSHeader header) throws RefusedException {
    String name = header.getKeyID();
    Optional<Pinned> found = name == null ? Optional.empty() : keys.find(name);
    return found.orElseThrow(() -> refused("no key that is trusted here has signed it"));
  }

  private SignedAnswer answer(Verified verified, String token) throws RefusedException {
    Map<String, Object> claims = verified.claims();
    if (!(claims.get("iat") instanceof Number at)) {
      throw refused("it is no signed approval");
    }
    var voucher = new Voucher(optional(claims, "channel"), optional(claims, "person"));
    if (!voucher.channel().equals(verified.pinned().channel())
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
    return new SignedAnswer(yes, verified.name(), token);
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
