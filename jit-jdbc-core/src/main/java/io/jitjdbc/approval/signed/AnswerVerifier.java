package io.jitjdbc.approval.signed;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import io.jitjdbc.access.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.util.Map;

/**
 * From a JWS to a yes that a pinned key vouches for. The keys are read anew each time, so that one
 * can be taken out at any moment. Thread-safe.
 */
public final class AnswerVerifier {
  private static final int LONGEST = 8_000;

  private final Path keys;
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
    this.keys = keys;
    this.words = words;
  }

  /**
   * Reads and checks one.
   *
   * @throws RefusedException if it is no yes that one of the keys signed; quotes nothing of it
   */
  public SignedAnswer verify(String token) throws RefusedException {
    if (token.length() > LONGEST) {
      throw refused("it is too long");
    }
    try {
      JWSObject jws = JWSObject.parse(token);
      ECKey key = key(jws.getHeader());
      if (!jws.verify(new ECDSAVerifier(key))) {
        throw refused("it was changed, or another key has signed it");
      }
      return answer(key.getKeyID(), jws, token);
    } catch (ParseException e) {
      throw refused("it is no signed approval");
    } catch (JOSEException e) {
      throw refused("its key does not fit");
    }
  }

  private ECKey key(JWSHeader header) throws RefusedException {
    if (!JWSAlgorithm.ES256.equals(header.getAlgorithm())
        || !AnswerSigner.TYPE.equals(header.getType())
        || header.getCriticalParams() != null) {
      throw refused("it is no signed approval");
    }
    String name = header.getKeyID();
    if (name != null && pinned().getKeyByKeyId(name) instanceof ECKey key) {
      return key.toPublicJWK();
    }
    throw refused("no key that is trusted here has signed it");
  }

  private JWKSet pinned() throws RefusedException {
    try {
      return JWKSet.parse(Files.readString(keys));
    } catch (IOException | ParseException e) {
      // Without the cause, which may quote the file.
      throw RefusedException.denied(
          "the file of approvers' keys " + keys.getFileName() + " cannot be read as a JWKS");
    }
  }

  private SignedAnswer answer(String key, JWSObject jws, String token) throws RefusedException {
    Map<String, Object> claims = jws.getPayload().toJSONObject();
    if (claims == null || !(claims.get("iat") instanceof Number at)) {
      throw refused("it is no signed approval");
    }
    return new SignedAnswer(
        text(claims, "request"),
        text(claims, "shown"),
        text(claims, "aud"),
        key,
        text(claims, "comment"),
        Instant.ofEpochSecond(at.longValue()),
        token);
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
