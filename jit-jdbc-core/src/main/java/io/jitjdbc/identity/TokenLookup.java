package io.jitjdbc.identity;

import com.nimbusds.jose.util.Base64URL;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.remote.JsonText;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.SecretFile;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the token that a connection presents: its text, its file, or a password that is a token,
 * which is all that many tools let a person fill in. Immutable; a file is read at every look-up.
 */
public final class TokenLookup {
  /** The token itself. */
  public static final Setting<String> TOKEN =
      Setting.secret("token", "The OIDC token of the person or workload that connects.");

  /** The token's file. */
  public static final Setting<Path> TOKEN_FILE =
      Setting.of(
          "token.file", Kind.FILE, "A file that holds the OIDC token; read at every connect.");

  private static final Pattern THREE_PARTS =
      Pattern.compile("([A-Za-z0-9_-]+)\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");

  private final String text;
  private final @Nullable Path file;

  private TokenLookup(String text, @Nullable Path file) {
    this.text = text;
    this.file = file;
  }

  /** The settings that {@link #from} reads. */
  public static List<Setting<?>> settings() {
    return List.of(TOKEN, TOKEN_FILE);
  }

  /**
   * A look-up by settings.
   *
   * @throws InvalidSettingException if both a text and a file are given
   */
  public static TokenLookup from(SettingValues values) {
    String text = values.find(TOKEN).orElse("");
    Path file = values.find(TOKEN_FILE).orElse(null);
    if (file != null && !text.isBlank()) {
      throw new InvalidSettingException(
          "jit.token and jit.token.file are both given; keep the one that is meant");
    }
    return new TokenLookup(text, file);
  }

  /**
   * The token by its settings, or else the password if it is one.
   *
   * @param password the connection's password property; empty if there is none
   * @throws RefusedException {@code 28000} if the token's file cannot be read
   */
  public PresentedToken find(String password) throws RefusedException {
    if (file != null) {
      return read(file);
    }
    if (!text.isBlank()) {
      return PresentedToken.of(text);
    }
    return isToken(password) ? PresentedToken.of(password) : PresentedToken.none();
  }

  /** Whether a text has the form of a signed token: then it is not a database password. */
  public static boolean isToken(String text) {
    Matcher matcher = THREE_PARTS.matcher(text.strip());
    return matcher.matches() && isHeader(matcher.group(1));
  }

  private static boolean isHeader(String part) {
    try {
      return JsonText.object(Base64URL.from(part).decodeToString()).containsKey("alg");
    } catch (ParseException e) {
      return false;
    }
  }

  private static PresentedToken read(Path file) throws RefusedException {
    try {
      return PresentedToken.of(SecretFile.read(file));
    } catch (IOException e) {
      throw new RefusedException(
          SqlState.CREDENTIAL_REFUSED,
          "Sign-in refused: the token cannot be read from jit.token.file ("
              + e.getMessage()
              + "). Let the agent that writes the file run, or correct the setting.");
    }
  }
}
