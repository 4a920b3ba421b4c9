package io.jitjdbc.audit.recording.verification;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import io.jitjdbc.audit.recording.format.LedgerReader;
import java.text.ParseException;
import java.util.List;

/**
 * The keys that may sign for new logs, and for what is done to old ones.
 *
 * @param keys public keys on P-256; empty where nobody is pinned, and each log vouches for itself
 */
public record Trust(List<ECKey> keys) {
  /** Nobody is pinned. */
  public static final Trust NOBODY = new Trust(List.of());

  public Trust {
    keys = List.copyOf(keys);
  }

  /**
   * The keys of a JWK set.
   *
   * @throws ParseException if it is none
   */
  public static Trust of(String jwks) throws ParseException {
    return new Trust(
        JWKSet.parse(jwks).getKeys().stream()
            .filter(ECKey.class::isInstance)
            .map(key -> ((ECKey) key).toPublicJWK())
            .toList());
  }

  /** Whether somebody is pinned. */
  public boolean isPinned() {
    return !keys.isEmpty();
  }

  boolean hasSigned(LedgerReader line) {
    return keys.stream().anyMatch(line::isSignedBy);
  }
}
