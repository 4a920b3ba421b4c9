package io.jitjdbc.policy.signed;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.remote.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that an operator pinned: those in a file, which is read at every use and so may be
 * rotated, and those whose thumbprint is known and that come with the signature.
 */
final class TrustedKeys {
  private final @Nullable Path file;
  private final List<String> thumbprints;

  TrustedKeys(@Nullable Path file, List<String> thumbprints) {
    this.file = file;
    this.thumbprints = List.copyOf(thumbprints);
  }

  /** Those that may have signed under the header. */
  List<JWK> candidates(JWSHeader header) throws RefusedException {
    var keys = new ArrayList<JWK>();
    if (file != null) {
      keys.addAll(new JWKSelector(JWKMatcher.forJWSHeader(header)).select(read(file)));
    }
    JWK brought = header.getJWK();
    if (brought != null && thumbprints.contains(thumbprint(brought))) {
      keys.add(brought);
    }
    return keys;
  }

  private static String thumbprint(JWK key) throws RefusedException {
    try {
      return key.computeThumbprint().toString();
    } catch (JOSEException e) {
      throw Adoption.refused(
          "the key that came with it cannot be read", "Ask whoever runs the broker service");
    }
  }

  private static JWKSet read(Path file) throws RefusedException {
    try {
      return JsonText.keySet(Files.readString(file));
    } catch (IOException e) {
      throw Adoption.impossible(file + " cannot be read", "Correct jit.policy.signed.jwks.file");
    } catch (ParseException e) {
      throw Adoption.impossible(
          file + " is not a key set (JWKS)", "Correct it, or jit.policy.signed.jwks.file");
    }
  }
}
