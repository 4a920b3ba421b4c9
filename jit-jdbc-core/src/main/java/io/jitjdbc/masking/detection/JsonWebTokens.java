package io.jitjdbc.masking.detection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Base64;

/** JSON web tokens (RFC 7519) in their compact form. */
final class JsonWebTokens implements Finder {
  private static final int SHORTEST_HEADER = 12;
  private static final int LONGEST_HEADER = 4096;

  @Override
  public void find(String text, Finds finds) {
    int at = 0;
    while (at < text.length()) {
      int headerEnd = endOfPart(text, at);
      if (headerEnd == at) {
        // The letter of an escape in a JSON text does not belong to what follows it.
        at += text.charAt(at) == '\\' ? 2 : 1;
      } else {
        at = from(text, at, headerEnd, finds);
      }
    }
  }

  /** Looks at the part that begins here; returns where to go on. */
  private static int from(String text, int start, int headerEnd, Finds finds) {
    if (!isDot(text, headerEnd) || !isHeader(text, start, headerEnd)) {
      return headerEnd;
    }
    int claimsEnd = endOfPart(text, headerEnd + 1);
    if (!isDot(text, claimsEnd)) {
      return claimsEnd;
    }
    int end = endOfPart(text, claimsEnd + 1);
    finds.add(start, end);
    return end;
  }

  private static int endOfPart(String text, int start) {
    int end = start;
    while (end < text.length() && Letters.isBase64Url(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isDot(String text, int index) {
    return index < text.length() && text.charAt(index) == '.';
  }

  private static boolean isHeader(String text, int start, int end) {
    int length = end - start;
    // A brace is always an e in this encoding.
    if (length < SHORTEST_HEADER || length > LONGEST_HEADER || text.charAt(start) != 'e') {
      return false;
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text.substring(start, end));
      String header = new String(bytes, ISO_8859_1).strip();
      return header.startsWith("{") && header.endsWith("}") && header.contains("\"alg\"");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
