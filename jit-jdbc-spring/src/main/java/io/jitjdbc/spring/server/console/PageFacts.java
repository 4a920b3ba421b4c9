package io.jitjdbc.spring.server.console;

import io.jitjdbc.access.Subject;
import io.jitjdbc.spring.server.people.People;
import io.jitjdbc.spring.server.people.Role;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page shows of whoever looks at it. */
@ControllerAdvice(basePackageClasses = PageFacts.class)
class PageFacts {
  private final People people;

  PageFacts(People people) {
    this.people = people;
  }

  @ModelAttribute("me")
  Subject me(@AuthenticationPrincipal OidcUser user) {
    return people.subject(user);
  }

  @ModelAttribute("roles")
  Set<String> roles(@ModelAttribute("me") Subject me) {
    return people.roles(me).stream().map(Role::name).collect(Collectors.toSet());
  }
}
