package io.jitjdbc.spring.server.people;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.identity.SubjectClaims;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Who somebody is whom an issuer has signed in, and what they may do. Thread-safe. */
public final class People {
  private final Map<String, SubjectClaims> issuers;
  private final Map<Role, Set<String>> roles;

  /**
   * @param issuers where each one's claims say who somebody is
   * @param roles the groups of each
   */
  public People(Map<String, SubjectClaims> issuers, Map<Role, Set<String>> roles) {
    this.issuers = Map.copyOf(issuers);
    this.roles = Map.copyOf(roles);
  }

  /** The same subject that a driver's token of this person would name. */
  public Subject subject(OidcUser user) {
    return subject(user.getClaims());
  }

  /** The same of the claims of an ID token. */
  public Subject subject(Map<String, Object> user) {
    SubjectClaims claims = issuers.get(String.valueOf(user.get("iss")));
    if (claims == null) {
      throw new AccessDeniedException("you were signed in by an issuer that is not trusted here");
    }
    try {
      return claims.subject(user);
    } catch (RefusedException e) {
      throw new AccessDeniedException(String.valueOf(e.getMessage()));
    }
  }

  /** The roles of that person. Everybody may be asked to approve something. */
  public Set<Role> roles(Subject person) {
    var found = EnumSet.of(Role.APPROVER);
    roles.forEach(
        (role, groups) -> {
          if (groups.stream().anyMatch(person.groups()::contains)) {
            found.add(role);
          }
        });
    return found;
  }
}
