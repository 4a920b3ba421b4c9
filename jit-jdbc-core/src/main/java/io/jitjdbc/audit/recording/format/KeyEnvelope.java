package io.jitjdbc.audit.recording.format;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A segment's key, wrapped for each recipient: one compact JWE a line. Whoever wrapped it needs no
 * private key, so that a host can write what it cannot read back.
 */
public final class KeyEnvelope {
  private KeyEnvelope() {}

  /** Whether a key can be wrapped for that one. */
  public static boolean isRecipient(JWK key) {
    return key.getKeyID() != null && (key instanceof ECKey || key instanceof RSAKey);
  }

  /** The wrapped key's text. */
  public static String seal(SecretKey key, List<JWK> recipients) {
    return recipients.stream().map(each -> sealed(key, each) + '\n').collect(Collectors.joining());
  }

  private static String sealed(SecretKey key, JWK recipient) {
    JWEAlgorithm way =
        recipient instanceof ECKey ? JWEAlgorithm.ECDH_ES_A256KW : JWEAlgorithm.RSA_OAEP_256;
    var header =
        new JWEHeader.Builder(way, EncryptionMethod.A256GCM).keyID(recipient.getKeyID()).build();
    var jwe = new JWEObject(header, new Payload(key.getEncoded()));
    try {
      JWEEncrypter encrypter =
          recipient instanceof ECKey ec
              ? new ECDHEncrypter(ec.toECPublicKey())
              : new RSAEncrypter(recipient.toRSAKey().toRSAPublicKey());
      jwe.encrypt(encrypter);
    } catch (JOSEException e) {
      throw new IllegalStateException(
          "the recording's key cannot be wrapped for " + recipient.getKeyID(), e);
    }
    return jwe.serialize();
  }

  /**
   * The key, if one of those private keys opens it.
   *
   * @throws MalformedLogException if that is no wrapped key, or was changed
   */
  public static Optional<SecretKey> open(String wrapped, List<JWK> mine)
      throws MalformedLogException {
    for (String line : wrapped.lines().toList()) {
      Optional<SecretKey> key = opened(line, mine);
      if (key.isPresent()) {
        return key;
      }
    }
    return Optional.empty();
  }

  private static Optional<SecretKey> opened(String line, List<JWK> mine)
      throws MalformedLogException {
    try {
      JWEObject jwe = JWEObject.parse(line);
      for (JWK key : mine) {
        if (key.isPrivate() && String.valueOf(key.getKeyID()).equals(jwe.getHeader().getKeyID())) {
          jwe.decrypt(
              key instanceof ECKey ec ? new ECDHDecrypter(ec) : new RSADecrypter(key.toRSAKey()));
          return Optional.of(new SecretKeySpec(jwe.getPayload().toBytes(), "AES"));
        }
      }
      return Optional.empty();
    } catch (ParseException | JOSEException | IllegalStateException e) {
      throw new MalformedLogException("the segment's key cannot be unwrapped", e);
    }
  }
}
