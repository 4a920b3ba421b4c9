package io.jitjdbc.clients;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What nobody may read anywhere, in each form that it could be written in. Thread-safe. */
final class Secrets {
  private static final int ONE_LINE_OF_A_DUMP = 5;
  private static final int PASSWORD = 80;

  private final Map<String, String> namesByForm = new ConcurrentHashMap<>();

  /** A token is worth nothing without its signature, and its signature without the rest. */
  String token(String name, String token) {
    add(name, token);
    add("the signature of " + name, token.substring(token.lastIndexOf('.') + 1));
    return token;
  }

  void add(String name, String secret) {
    byte[] bytes = secret.getBytes(UTF_8);
    put(name, secret);
    put(name + ", URL-encoded", URLEncoder.encode(secret, UTF_8));
    put(name + ", in hexadecimal", HexFormat.of().formatHex(bytes));
    put(name + ", in hexadecimal", HexFormat.of().withUpperCase().formatHex(bytes));
    addBase64(name, bytes);
    if (bytes.length <= PASSWORD) {
      addDumped(name, bytes);
    }
  }

  private void put(String name, String form) {
    namesByForm.putIfAbsent(form, name);
  }

  /** It may begin at any of three places, as in {@code user:password}. */
  private void addBase64(String name, byte[] bytes) {
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[bytes.length + before];
      System.arraycopy(bytes, 0, shifted, before, bytes.length);
      int whole = shifted.length / 3 * 4;
      int skipped = before == 0 ? 0 : 4;
      put(name + ", in Base64", inner(Base64.getEncoder().encode(shifted), skipped, whole));
      put(name + ", in Base64", inner(Base64.getUrlEncoder().encode(shifted), skipped, whole));
    }
  }

  private static String inner(byte[] encoded, int from, int to) {
    return new String(encoded, from, to - from, ISO_8859_1);
  }

  /** A few bytes as they stand in a line of a packet that a driver dumps. */
  private void addDumped(String name, byte[] bytes) {
    for (int i = 0; i + ONE_LINE_OF_A_DUMP <= bytes.length; i++) {
      String dumped =
          HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bytes, i, i + ONE_LINE_OF_A_DUMP);
      put(name + ", dumped", dumped);
    }
  }

  /** The names of those that the text holds. */
  Set<String> in(String text) {
    var found = new TreeSet<String>();
    namesByForm.forEach(
        (form, name) -> {
          if (text.contains(form)) {
            found.add(name);
          }
        });
    return found;
  }
}
