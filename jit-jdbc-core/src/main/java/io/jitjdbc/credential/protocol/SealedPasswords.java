package io.jitjdbc.credential.protocol;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes passwords unreadable for whoever reads a book: compact JWE, {@code dir} with {@code
 * A256GCM}. Immutable and thread-safe; all instances of a control plane have the same keys.
 *
 * <p><b>Guarantees</b>: a text is of use for the lease only that it was sealed for, because the
 * lease's id is authenticated with it. <b>Does not protect against</b> whoever has a key.
 */
public final class SealedPasswords {
  private static final Logger LOG = LoggerFactory.getLogger(SealedPasswords.class);
  private static final int KEY_BYTES = 32;
  private static final String LEASE = "lease";

  private final String current;
  private final Map<String, byte[]> keys;

  /**
   * @param current the name of the key that seals
   * @param keys by name, of 32 random bytes each; more than one while keys are changed
   * @throws IllegalArgumentException if a key is of another length, or the current one is missing
   */
  public SealedPasswords(String current, Map<String, byte[]> keys) {
    if (!keys.containsKey(current)) {
      throw new IllegalArgumentException("there is no key with the name " + current);
    }
    this.current = current;
    this.keys = new TreeMap<>();
    keys.forEach(
        (name, key) -> {
          if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("the key " + name + " is not of 32 bytes");
          }
          this.keys.put(name, key.clone());
        });
  }

  String seal(String lease, String password) {
    JWEHeader header =
        new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
            .keyID(current)
            .customParam(LEASE, lease)
            .build();
    var sealed = new JWEObject(header, new Payload(password));
    try {
      sealed.encrypt(new DirectEncrypter(key(current)));
    } catch (JOSEException e) {
      // Every Java runtime has AES-GCM, and the key's length was looked at.
      throw new IllegalStateException(e);
    }
    return sealed.serialize();
  }

  /** Empty if it cannot be opened: it is of another lease or key, or was changed. */
  Optional<String> open(String lease, String text) {
    try {
      JWEObject sealed = JWEObject.parse(text);
      JWEHeader header = sealed.getHeader();
      String name = header.getKeyID();
      if (name != null
          && keys.containsKey(name)
          && JWEAlgorithm.DIR.equals(header.getAlgorithm())
          && lease.equals(header.getCustomParam(LEASE))) {
        sealed.decrypt(new DirectDecrypter(key(name)));
        return Optional.of(sealed.getPayload().toString());
      }
    } catch (ParseException | JOSEException e) {
      // Said below; its text may quote what was sealed.
    }
    LOG.error(
        "The password of lease {} cannot be opened: its key is gone, or the book was changed",
        lease);
    return Optional.empty();
  }

  private byte[] key(String name) {
    return keys.getOrDefault(name, new byte[0]);
  }

  @Override
  public String toString() {
    return "passwords sealed with " + current;
  }
}
