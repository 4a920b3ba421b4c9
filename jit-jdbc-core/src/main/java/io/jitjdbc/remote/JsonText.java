package io.jitjdbc.remote;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads JSON that may be hostile: the parser below falls, or takes an empty list for an object. */
public final class JsonText {
  private JsonText() {}

  /** An object; never null. */
  public static Map<String, Object> object(String text) throws ParseException {
    if (!text.stripLeading().startsWith("{")) {
      throw new ParseException("it is not an object", 0);
    }
    return JSONObjectUtils.parse(text);
  }

  /** The keys of RFC 7517 section 5. */
  public static JWKSet keySet(String text) throws ParseException {
    Map<String, Object> object = object(text);
    if (object.get("keys") instanceof List<?> keys && keys.stream().anyMatch(Objects::isNull)) {
      throw new ParseException("null is not a key", 0);
    }
    return JWKSet.parse(object);
  }
}
