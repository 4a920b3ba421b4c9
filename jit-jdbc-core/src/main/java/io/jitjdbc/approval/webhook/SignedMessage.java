package io.jitjdbc.approval.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What Standard Webhooks 1.0.0 signs.
 *
 * @param timestamp of the attempt, in seconds since 1970
 */
record SignedMessage(String id, long timestamp, String body) {
  static final String ID = "webhook-id";
  static final String TIMESTAMP = "webhook-timestamp";
  static final String SIGNATURE = "webhook-signature";

  /** The only version there is for shared keys; nothing else is ever compared. */
  private static final String VERSION = "v1,";

  private static final int MOST_SIGNATURES = 20;

  /** With a signature of each key. */
  Map<String, String> headers(List<SigningKey> keys) {
    String signatures =
        keys.stream()
            .map(key -> VERSION + Base64.getEncoder().encodeToString(key.mac(content())))
            .collect(Collectors.joining(" "));
    return Map.of(ID, id, TIMESTAMP, Long.toString(timestamp), SIGNATURE, signatures);
  }

  /** Whether one of the signatures is of one of the keys. */
  boolean isSignedBy(List<SigningKey> keys, String signatures) {
    List<byte[]> given =
        Arrays.stream(signatures.split(" "))
            .limit(MOST_SIGNATURES)
            .filter(signature -> signature.startsWith(VERSION))
            .map(signature -> decoded(signature.substring(VERSION.length())))
            .flatMap(Optional::stream)
            .toList();
    return keys.stream()
        .map(key -> key.mac(content()))
        .anyMatch(mac -> given.stream().anyMatch(one -> MessageDigest.isEqual(mac, one)));
  }

  private byte[] content() {
    return (id + '.' + timestamp + '.' + body).getBytes(UTF_8);
  }

  private static Optional<byte[]> decoded(String base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Without the body: what people wrote is in it. */
  @Override
  public String toString() {
    return "message " + id;
  }
}
