package io.jitjdbc.identity;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.settings.SettingValues;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the verified claims of one issuer say who somebody is. The same for a token that opens a
 * connection and for one that a framework has verified already.
 *
 * @param groupsClaim a claim's name, or the dotted path of a nested one
 * @param nameClaim the claim that people know the subject by
 * @param groupsSetting the full name of the setting that names the groups' claim, for messages
 */
public record SubjectClaims(String groupsClaim, String nameClaim, String groupsSetting) {
  private static final String GROUPS = "groups";

  public SubjectClaims {
    requireNonNull(groupsClaim);
    requireNonNull(nameClaim);
    requireNonNull(groupsSetting);
  }

  /** As the settings of a resolver that verifies tokens say, or by their defaults. */
  public static SubjectClaims from(SettingValues values) {
    return new SubjectClaims(
        values.get(TokenVerification.GROUPS_CLAIM),
        values.get(TokenVerification.NAME_CLAIM),
        values.nameOf(TokenVerification.GROUPS_CLAIM));
  }

  /**
   * Who verified claims are about.
   *
   * @throws RefusedException {@code 28000} if they name no issuer or subject, or do not tell its
   *     groups
   */
  public Subject subject(Map<String, Object> claims) throws RefusedException {
    String id = text(claims, "sub");
    return new Subject(text(claims, "iss"), id, name(claims, id), groups(claims));
  }

  private static String text(Map<String, Object> claims, String claim) throws RefusedException {
    Object value = claims.get(claim);
    // Some libraries hand out the issuer as the URL that it is.
    if (value == null || value.toString().isBlank()) {
      throw SignIn.refused(
          "the token has no claim " + claim, "Give an ID token or an access token of a subject");
    }
    return value.toString();
  }

  private String name(Map<String, Object> claims, String id) {
    return Stream.of(nameClaim, "email")
        .map(claims::get)
        .filter(value -> value instanceof String text && !text.isBlank())
        .map(String.class::cast)
        .findFirst()
        .orElse(id);
  }

  /** A rule may deny by group, so groups that cannot be read must not count as none. */
  private Set<String> groups(Map<String, Object> claims) throws RefusedException {
    if (isElsewhere(claims)) {
      throw SignIn.refused(
          "the subject is in more groups than its token can hold, so the issuer left them out",
          "Let the issuer name only the groups that are assigned to this application, or filter"
              + " them, or hand out application roles and set "
              + groupsSetting
              + "=roles");
    }
    Object found = find(claims);
    if (found == null) {
      return Set.of();
    }
    if (found instanceof String single) {
      return Set.of(single);
    }
    if (found instanceof Collection<?> several) {
      return names(several);
    }
    throw unreadable();
  }

  /**
   * Microsoft Entra ID points to its directory instead of naming more than some 200 groups. Only
   * the claim {@code groups} can overflow so: roles are always named.
   */
  private boolean isElsewhere(Map<String, Object> claims) {
    if (claims.get("_claim_names") instanceof Map<?, ?> names && names.containsKey(groupsClaim)) {
      return true;
    }
    Object flag = claims.get("hasgroups");
    return GROUPS.equals(groupsClaim) && (Boolean.TRUE.equals(flag) || "true".equals(flag));
  }

  /** The whole name comes first: names such as {@code https://example.org/groups} have dots. */
  private @Nullable Object find(Map<String, Object> claims) throws RefusedException {
    if (claims.containsKey(groupsClaim)) {
      return claims.get(groupsClaim);
    }
    Object at = claims;
    for (String step : List.of(groupsClaim.split("\\.", -1))) {
      if (!(at instanceof Map<?, ?> object)) {
        throw unreadable();
      }
      at = object.get(step);
      if (at == null) {
        return null;
      }
    }
    return at;
  }

  private Set<String> names(Collection<?> values) throws RefusedException {
    var names = new TreeSet<String>();
    for (Object value : values) {
      if (!(value instanceof String name)) {
        throw unreadable();
      }
      names.add(name);
    }
    return names;
  }

  private RefusedException unreadable() {
    return SignIn.refused(
        "the token's claim " + groupsClaim + " is not a list of names",
        "Correct " + groupsSetting + ", or what the issuer puts there");
  }
}
