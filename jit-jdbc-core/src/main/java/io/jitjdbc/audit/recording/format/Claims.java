package io.jitjdbc.audit.recording.format;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Claims of a line: each has to be there and of its type. */
final class Claims {
  private final Map<String, Object> claims;

  Claims(@Nullable Map<String, Object> claims) throws MalformedLogException {
    if (claims == null) {
      throw new MalformedLogException("it has no claims");
    }
    this.claims = claims;
  }

  boolean has(String name) {
    return claims.containsKey(name);
  }

  String text(String name) throws MalformedLogException {
    if (claims.get(name) instanceof String text) {
      return text;
    }
    throw missing(name);
  }

  long number(String name) throws MalformedLogException {
    if (claims.get(name) instanceof Number number && number.doubleValue() == number.longValue()) {
      return number.longValue();
    }
    throw missing(name);
  }

  int segment() throws MalformedLogException {
    long segment = number("seg");
    if (segment < 1 || segment > Integer.MAX_VALUE) {
      throw missing("seg");
    }
    return (int) segment;
  }

  Extent extent() throws MalformedLogException {
    return new Extent(
        segment(), number("size"), text("root"), number("bytes"), number("seq"), number("newest"));
  }

  LedgerEntry.Predecessor predecessor() throws MalformedLogException {
    return new LedgerEntry.Predecessor(
        text("of"), number("entries"), text("last"), segment(), number("bytes"), text("tail"));
  }

  ECKey key(String name) throws MalformedLogException {
    try {
      Map<String, Object> jwk = JSONObjectUtils.getJSONObject(claims, name);
      if (jwk != null) {
        ECKey key = ECKey.parse(jwk);
        if (!key.isPrivate() && Curve.P_256.equals(key.getCurve())) {
          return key;
        }
      }
    } catch (ParseException | IllegalArgumentException e) {
      // Said below.
    }
    throw missing(name);
  }

  private static MalformedLogException missing(String name) {
    return new MalformedLogException("its claim " + name + " is missing or not valid");
  }
}
