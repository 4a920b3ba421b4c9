package io.jitjdbc.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tokens of one issuer, as a service reads them whose protocol takes expired ones for what was
 * begun before. Thread-safe; may block on the network.
 *
 * <p><b>Guarantees</b> what {@link TokenVerification} does, but for the token's end: whoever calls
 * holds {@link ReadToken#expiresAt} against the clock.
 */
public final class TokenReader implements AutoCloseable {
  private final String issuer;
  private final TokenVerifier verifier;
  private final SubjectClaims claims;
  private final JWKSource<SecurityContext> keys;

  private TokenReader(SettingValues values, InstantSource clock) {
    this.issuer = values.get(TokenVerification.ISSUER);
    this.keys = TokenVerification.keys(values);
    this.verifier = new TokenVerifier(TokenRules.from(values).whateverTheirEnd(), keys, clock);
    this.claims = SubjectClaims.from(values);
  }

  /** Every setting of an issuer. */
  public static List<Setting<?>> settings() {
    return TokenVerification.settings();
  }

  /** A reader of the tokens of the issuer that the settings name. */
  public static TokenReader of(SettingValues values, InstantSource clock) {
    return new TokenReader(values, clock);
  }

  /** The issuer's URL. */
  public String issuer() {
    return issuer;
  }

  /** Where this issuer's claims say who somebody is. */
  public SubjectClaims claims() {
    return claims;
  }

  /**
   * What a token says.
   *
   * @throws RefusedException {@code 28000} if it is not good, {@code 08001} if the issuer's keys
   *     cannot be had
   */
  public ReadToken read(PresentedToken token) throws RefusedException {
    JWTClaimsSet verified = verifier.verify(token);
    return new ReadToken(
        claims.subject(verified.getClaims()),
        actor(verified),
        verified.getExpirationTime().toInstant());
  }

  private Optional<Subject> actor(JWTClaimsSet verified) throws RefusedException {
    Map<String, Object> act = act(verified);
    if (act.isEmpty()) {
      return Optional.empty();
    }
    String id = text(act, "sub", "");
    String by = text(act, "iss", issuer);
    if (id.isBlank()) {
      throw SignIn.refused("the token's claim act names nobody", "Ask the issuer for another");
    }
    return Optional.of(new Subject(by, id, id, Set.of()));
  }

  private static Map<String, Object> act(JWTClaimsSet verified) throws RefusedException {
    try {
      Map<String, Object> act = verified.getJSONObjectClaim("act");
      return act == null ? Map.of() : act;
    } catch (ParseException e) {
      throw SignIn.refused("the token's claim act is no object", "Ask the issuer for another");
    }
  }

  private static String text(Map<String, Object> act, String name, String otherwise) {
    return act.get(name) instanceof String text ? text : otherwise;
  }

  @Override
  public void close() {
    if (keys instanceof Closeable closeable) {
      try {
        closeable.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
