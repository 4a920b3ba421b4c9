package io.jitjdbc.credential.aws;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** AWS Signature Version 4 of a presigned GET, step by step as AWS documents it. */
record SignatureV4(String secretKey, String region, String service) {

  /**
   * @param query the parameters without the signature, decoded
   * @param payload the hash of the body, as the canonical request names it
   */
  String of(String host, String path, Map<String, String> query, String payload) {
    String date = query.get("X-Amz-Date");
    String canonical =
        String.join("\n", "GET", path, canonical(query), "host:" + host, "", "host", payload);
    String scope = date.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
    String toSign = String.join("\n", "AWS4-HMAC-SHA256", date, scope, sha256(canonical));
    return hex(hmac(key(date.substring(0, 8)), toSign));
  }

  byte[] key(String day) {
    byte[] start = ("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8);
    return hmac(hmac(hmac(hmac(start, day), region), service), "aws4_request");
  }

  private static String canonical(Map<String, String> query) {
    return new TreeMap<>(query)
        .entrySet().stream()
            .map(pair -> encoded(pair.getKey()) + "=" + encoded(pair.getValue()))
            .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return hex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
