package io.jitjdbc.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What tests use as passwords and tokens, and the sensitive values of their databases. */
final class KnownSecrets {
  /** Where tests have others, they are to be added here. */
  private static final Map<String, String> CREDENTIALS =
      Map.of(
          "s3cret", "a password or a client's secret",
          "br0ker-", "the broker's password",
          "the-token-of-the-service", "the service's token",
          "canary-token", "a subject's token",
          "ann's own", "a person's password",
          "wjalrxutnfemi", "a cloud account's key",
          "xoxb-1-2-", "a chat bot's token",
          "xapp-1-2-", "a chat app's token",
          "begin private key", "a private key",
          "\"d\":\"", "a private key as a JWK");

  /** Signed tokens, but for those that people sign their answers with: these are evidence. */
  private static final Pattern TOKEN =
      Pattern.compile("eyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}\\.[\\w-]{40,}");

  /** As the book of leases of the tests makes them up. */
  private static final Pattern LEASED = Pattern.compile("secret-[0-9a-f]{8}-[0-9a-f]{4}-");

  private static final Pattern EVIDENCE = Pattern.compile("\"evidence\":\\[[^]]*]");
  private static final Pattern SIGNED = Pattern.compile("eyJ[\\w-]+\\.([\\w-]+)\\.[\\w-]+");
  private static final Pattern VALUE = Pattern.compile("value: '?([^,'}]+)");
  private static final Map<String, String> VALUES = values();

  private KnownSecrets() {}

  /** The kind of secret or sensitive value that is in the text. */
  static Optional<String> in(String text) {
    return credentialIn(text).or(() -> find(VALUES, text.toLowerCase(Locale.ROOT)));
  }

  /** The kind of secret that is in the text. */
  static Optional<String> credentialIn(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return find(CREDENTIALS, lower)
        .or(
            () ->
                LEASED.matcher(lower).find() ? Optional.of("a leased password") : Optional.empty())
        .or(
            () ->
                TOKEN.matcher(EVIDENCE.matcher(text).replaceAll("")).find()
                    ? Optional.of("a signed token")
                    : Optional.empty());
  }

  /** The same where signed texts belong: in what they say, and beside them. */
  static Optional<String> inSigned(String text) {
    String beside = SIGNED.matcher(text).replaceAll("");
    return SIGNED
        .matcher(text)
        .results()
        .flatMap(one -> in(decoded(one.group(1))).stream())
        .findFirst()
        .or(() -> in(beside));
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getUrlDecoder().decode(base64), UTF_8);
    } catch (IllegalArgumentException e) {
      return base64;
    }
  }

  private static Optional<String> find(Map<String, String> known, String lower) {
    return known.entrySet().stream()
        .filter(each -> lower.contains(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Those of the attack corpus, where it is. */
  private static Map<String, String> values() {
    var values = new LinkedHashMap<String, String>();
    try (InputStream in =
        KnownSecrets.class.getResourceAsStream("/io/jitjdbc/corpus/canaries.yaml")) {
      String text = in == null ? "" : new String(in.readAllBytes(), UTF_8);
      VALUE.matcher(text).results().map(found -> found.group(1)).forEach(each -> add(values, each));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return values;
  }

  private static void add(Map<String, String> values, String value) {
    byte[] bytes = value.getBytes(UTF_8);
    String told = "the sensitive value " + value;
    values.put(value.toLowerCase(Locale.ROOT), told);
    values.put(HexFormat.of().formatHex(bytes), told + " in hex");
    String base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
    values.put(base64.toLowerCase(Locale.ROOT), told + " in base64");
  }
}
