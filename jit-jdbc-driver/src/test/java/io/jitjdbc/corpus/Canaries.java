package io.jitjdbc.corpus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The sensitive values, and the forms in which one could come through. */
final class Canaries {
  private static final List<String> DIGESTS =
      List.of("MD5", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512");

  private static final Map<String, String> OTHERS = new LinkedHashMap<>();
  private static final Map<String, String> FORMS = new LinkedHashMap<>();
  private static final Map<String, String> EXACT_FORMS = new LinkedHashMap<>();

  static {
    for (Map<String, Object> entry : CaseFile.entries("canaries.yaml")) {
      String value = (String) entry.get("value");
      OTHERS.put(value, (String) entry.get("other"));
      addForms(value);
    }
  }

  private Canaries() {}

  /** A text with the values of the second database in place of these. */
  static String replaced(String text) {
    String other = text;
    for (Map.Entry<String, String> value : OTHERS.entrySet()) {
      other = other.replace(value.getKey(), value.getValue());
    }
    return other;
  }

  /** A text without the values that another one holds as well. */
  static String without(String text, String other) {
    String left = text;
    for (String value : OTHERS.keySet()) {
      left = other.contains(value) ? left.replace(value, "…") : left;
    }
    return left;
  }

  /** The value in it and its form, if there is one. */
  static Optional<String> in(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return find(FORMS, lower).or(() -> find(EXACT_FORMS, text));
  }

  private static Optional<String> find(Map<String, String> forms, String text) {
    return forms.entrySet().stream()
        .filter(form -> text.contains(form.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static void addForms(String value) {
    add(value, "itself", value);
    add(value, "reversed", new StringBuilder(value).reverse().toString());
    add(value, "in hex", HexFormat.of().formatHex(value.getBytes(UTF_8)));
    add(value, "in UTF-16 hex", HexFormat.of().formatHex(value.getBytes(UTF_16BE)));
    add(value, "in UTF-16 hex", HexFormat.of().formatHex(value.getBytes(UTF_16LE)));
    addExactly(value, "in base64", base64(value.getBytes(UTF_8)));
    DIGESTS.forEach(algorithm -> addDigest(value, algorithm));
    addPart(value);
    addDate(value);
    addNumber(value);
  }

  private static void addDigest(String value, String algorithm) {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(value.getBytes(UTF_8));
      add(value, "as " + algorithm, HexFormat.of().formatHex(digest));
      add(value, "as " + algorithm, new String(digest, ISO_8859_1));
      addExactly(value, "as " + algorithm + " in base64", base64(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A beginning tells enough, and no mask shows as much of it. */
  private static void addPart(String value) {
    int part = Math.max(7, value.length() / 2 - 2);
    if (value.length() > part) {
      add(value, "its beginning", value.substring(0, part));
      add(value, "its beginning, reversed", new StringBuilder(value.substring(0, part)).reverse());
    }
    String digits = value.replaceAll("\\D", "");
    if (digits.length() >= 9) {
      add(value, "its digits", digits);
    }
  }

  private static void addDate(String value) {
    String[] parts = value.split("-", -1);
    if (value.matches("\\d{4}-\\d\\d-\\d\\d")) {
      for (String separator : List.of("/", ".", "-", "")) {
        add(value, "reordered", String.join(separator, parts[0], parts[1], parts[2]));
        add(value, "reordered", String.join(separator, parts[2], parts[1], parts[0]));
        add(value, "reordered", String.join(separator, parts[1], parts[2], parts[0]));
      }
    }
  }

  private static void addNumber(String value) {
    if (value.matches("\\d{5}\\.\\d\\d")) {
      add(value, "its integer part", value.substring(0, 5));
      add(value, "formatted", value.substring(0, 2) + "," + value.substring(2));
    }
  }

  /** Without the end, which depends on what stands behind the value. */
  private static String base64(byte[] bytes) {
    String text = Base64.getEncoder().withoutPadding().encodeToString(bytes);
    return text.substring(0, text.length() - 1);
  }

  private static void add(String value, String form, CharSequence text) {
    FORMS.putIfAbsent(text.toString().toLowerCase(Locale.ROOT), value + " " + form);
  }

  private static void addExactly(String value, String form, String text) {
    EXACT_FORMS.putIfAbsent(text, value + " " + form);
  }
}
