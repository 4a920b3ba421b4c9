package io.jitjdbc.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import io.jitjdbc.access.Digests;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Tokens whose signature was found good a moment ago: a pool that opens its connections one after
 * another presents the same one each time. Keeps their digests, not the tokens.
 */
final class RecentTokens {
  /** A key that the issuer withdraws is noticed after this time at the latest. */
  private static final Duration LIFETIME = Duration.ofSeconds(30);

  private final Cache<Base64URL, JWTClaimsSet> claims =
      Caffeine.newBuilder().maximumSize(1_000).expireAfterWrite(LIFETIME).build();

  Optional<JWTClaimsSet> find(PresentedToken token) {
    return Optional.ofNullable(claims.getIfPresent(digest(token)));
  }

  void keep(PresentedToken token, JWTClaimsSet verified) {
    claims.put(digest(token), verified);
  }

  private static Base64URL digest(PresentedToken token) {
    return Base64URL.encode(Digests.sha256(token.reveal().getBytes(StandardCharsets.UTF_8)));
  }
}
