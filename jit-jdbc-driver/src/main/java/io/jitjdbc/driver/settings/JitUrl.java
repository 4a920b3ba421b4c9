package io.jitjdbc.driver.settings;

import io.jitjdbc.settings.InvalidSettingException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@code jdbc:jit:} URL, split into the delegate's URL and our own settings.
 *
 * <p>Nothing but the literal prefix and {@code jit.*} parameters is touched: the rest is the
 * vendor's grammar, and differs from vendor to vendor.
 *
 * @param delegate the vendor's URL, byte for byte as it was written
 * @param own our settings by full name
 */
public record JitUrl(String delegate, Map<String, String> own) {
  public static final String PREFIX = "jdbc:jit:";

  private static final Pattern OWN_PARAMETER =
      Pattern.compile("(?<=[?&;])jit\\.[A-Za-z][\\w.-]*=[^?&;]*[&;]?");

  private static final Pattern PROPERTIES = Pattern.compile("[?;].*$");
  private static final Pattern LOGIN = Pattern.compile("^(jdbc:\\w+:(?://|\\w+:)?)[^@]*@");

  public JitUrl {
    own = Map.copyOf(own);
  }

  /** Whether the URL is ours; null is not. */
  public static boolean isOurs(@Nullable String url) {
    return url != null && url.startsWith(PREFIX);
  }

  /**
   * Splits a URL; empty if it is not ours.
   *
   * @throws InvalidSettingException if a parameter of ours is given twice with different values
   */
  public static Optional<JitUrl> parse(@Nullable String url) {
    if (url == null || !url.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String delegate = "jdbc:" + url.substring(PREFIX.length());
    if (delegate.startsWith(PREFIX)) {
      throw new InvalidSettingException("the URL has the prefix " + PREFIX + " twice");
    }
    var own = new LinkedHashMap<String, String>();
    Matcher matcher = OWN_PARAMETER.matcher(delegate);
    while (matcher.find()) {
      add(matcher.group(), own);
    }
    return Optional.of(new JitUrl(own.isEmpty() ? delegate : withoutOwn(delegate), own));
  }

  private static void add(String parameter, Map<String, String> own) {
    int equals = parameter.indexOf('=');
    String name = parameter.substring(0, equals);
    String text = parameter.substring(equals + 1).replaceFirst("[&;]$", "");
    String previous = own.putIfAbsent(name, decoded(name, text));
    if (previous != null && !previous.equals(decoded(name, text))) {
      throw new InvalidSettingException(name + " is given twice in the URL");
    }
  }

  private static String decoded(String name, String text) {
    try {
      // A plus is a plus: these are URL parameters, not a form.
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException(name + " has a broken percent escape in the URL");
    }
  }

  private static String withoutOwn(String url) {
    String rest = OWN_PARAMETER.matcher(url).replaceAll("");
    // A separator that introduced nothing but our parameters goes with them.
    return rest.replaceFirst("[?&;]$", "");
  }

  /** The database itself: without properties and without a login. */
  public String target() {
    String bare = PROPERTIES.matcher(delegate).replaceFirst("");
    return LOGIN.matcher(bare).replaceFirst("$1");
  }
}
