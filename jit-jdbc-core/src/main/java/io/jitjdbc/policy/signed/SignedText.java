package io.jitjdbc.policy.signed;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.remote.JsonText;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;

/**
 * A compact JWS in its one canonical spelling, so that no other text passes for the same one. Not
 * verified yet.
 */
record SignedText(JWSHeader header, String signed, Base64URL payload, Base64URL signature) {
  private static final int MOST_CHARACTERS = 1 << 20;

  static SignedText parse(String text) throws RefusedException {
    if (text.isEmpty()) {
      throw Adoption.refused(
          "the lease brought none",
          "jit.policy=signed needs a broker that hands out policies, such as jit.broker=jit");
    }
    if (text.length() > MOST_CHARACTERS) {
      throw Adoption.refused("it is larger than 1 MiB", "Make the policy smaller");
    }
    String[] parts = text.split("\\.", 4);
    if (parts.length != 3) {
      throw unreadable();
    }
    Base64URL header = canonical(parts[0]);
    return new SignedText(
        header(header), parts[0] + '.' + parts[1], canonical(parts[1]), canonical(parts[2]));
  }

  byte[] signedBytes() {
    return signed.getBytes(StandardCharsets.US_ASCII);
  }

  Map<String, Object> claims() throws RefusedException {
    try {
      return JsonText.object(payload.decodeToString());
    } catch (ParseException e) {
      throw Adoption.refused("its claims are not a JSON object", "Ask who signed it");
    }
  }

  private static Base64URL canonical(String part) throws RefusedException {
    var encoded = new Base64URL(part);
    // The decoder skips what it does not know, and bits that mean nothing.
    if (part.isEmpty() || !Base64URL.encode(encoded.decode()).toString().equals(part)) {
      throw unreadable();
    }
    return encoded;
  }

  private static JWSHeader header(Base64URL encoded) throws RefusedException {
    try {
      Map<String, Object> header = JsonText.object(encoded.decodeToString());
      // Whatever must be understood here is a way of signing that nobody checked.
      if (header.containsKey("crit") || header.containsKey("b64")) {
        throw unreadable();
      }
      return JWSHeader.parse(header);
    } catch (ParseException e) {
      throw unreadable();
    }
  }

  private static RefusedException unreadable() {
    return Adoption.refused(
        "it is not a signed policy (compact JWS)", "Check what the broker hands out");
  }
}
