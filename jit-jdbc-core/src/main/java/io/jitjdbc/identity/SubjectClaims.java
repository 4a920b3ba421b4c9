package io.jitjdbc.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a token of one issuer says who somebody is.
 *
 * @param groupsClaim a claim's name, or the dotted path of a nested one
 * @param nameClaim the claim that people know the subject by
 */
record SubjectClaims(String groupsClaim, String nameClaim) {

  Subject subject(JWTClaimsSet claims) throws RefusedException {
    return new Subject(claims.getIssuer(), claims.getSubject(), name(claims), groups(claims));
  }

  private String name(JWTClaimsSet claims) {
    return Stream.of(nameClaim, "email")
        .map(claims::getClaim)
        .filter(value -> value instanceof String text && !text.isBlank())
        .map(String.class::cast)
        .findFirst()
        .orElse(claims.getSubject());
  }

  /** A rule may deny by group, so groups that cannot be read must not count as none. */
  private Set<String> groups(JWTClaimsSet claims) throws RefusedException {
    if (isElsewhere(claims)) {
      throw SignIn.refused(
          "the subject is in more groups than its token can hold, so the issuer left them out",
          "Let the issuer name only the groups that are assigned to this application");
    }
    Object found = find(claims.getClaims());
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

  /** Microsoft Entra ID points to its directory instead of naming more than some 200 groups. */
  private boolean isElsewhere(JWTClaimsSet claims) {
    boolean pointed =
        claims.getClaim("_claim_names") instanceof Map<?, ?> names
            && names.containsKey(groupsClaim);
    Object flag = claims.getClaim("hasgroups");
    return pointed || Boolean.TRUE.equals(flag) || "true".equals(flag);
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
        "Correct jit.subject.oidc.groups-claim, or what the issuer puts there");
  }
}
