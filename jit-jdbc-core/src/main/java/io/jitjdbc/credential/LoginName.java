package io.jitjdbc.credential;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.access.Subject;
import io.jitjdbc.settings.Kind;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The database user that subjects work as: one for all of them, or one that is made of what the
 * subject's issuer says. Whether the subject may be that user is for others to decide: the database
 * itself, or whoever issues the password.
 *
 * @param text fixed, or with {@code {name}} or {@code {id}} where the subject's own goes
 */
public record LoginName(String text) {
  /** As a setting. */
  public static final Kind<LoginName> KIND =
      new Kind<>("a user name, or a text with {name} or {id} in it", List.of(), LoginName::new);

  private static final Pattern PLACE = Pattern.compile("\\{(name|id)}");
  private static final Pattern BRACE = Pattern.compile("[{}]");
  private static final Pattern UNFIT = Pattern.compile("\\p{C}|^\\s|\\s$");
  private static final int LONGEST = 128;

  public LoginName {
    requireNonNull(text);
    if (text.isBlank() || BRACE.matcher(PLACE.matcher(text).replaceAll("")).find()) {
      throw new IllegalArgumentException();
    }
  }

  /**
   * The user for that subject.
   *
   * @throws RefusedException {@code 28000} if the subject's name cannot be part of a user name
   */
  public String of(Subject subject) throws RefusedException {
    String user =
        PLACE
            .matcher(text)
            .replaceAll(place -> Matcher.quoteReplacement(part(place.group(1), subject)));
    if (user.isEmpty() || user.length() > LONGEST || UNFIT.matcher(user).find()) {
      throw new RefusedException(
          SqlState.CREDENTIAL_REFUSED,
          "No lease: the subject "
              + subject.key().replaceAll("\\p{C}", "?")
              + " has a name that no database user can have. Choose another claim in"
              + " jit.subject.oidc.name-claim, or a fixed user for the broker.");
    }
    return user;
  }

  private static String part(String place, Subject subject) {
    return place.equals("name") ? subject.name() : subject.id();
  }
}
