package io.jitjdbc.spring.server.rate;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits what people do at the console, by who they are, and who comes without a session, by their
 * address: each of them makes one, and asks the provider that people sign in at.
 */
public final class ConsoleRates extends OncePerRequestFilter {
  private final Rates rates;

  /** Belongs behind what finds out who is signed in. */
  public ConsoleRates(Rates rates) {
    this.rates = rates;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Duration pause = pause(request);
    if (pause.isZero()) {
      chain.doFilter(request, response);
      return;
    }
    long seconds = Rates.seconds(pause);
    response.setStatus(429);
    response.setHeader("Retry-After", Long.toString(seconds));
    response.setContentType("text/plain;charset=UTF-8");
    response.getWriter().write("That was too much at once. Try again in " + seconds + " s.\n");
  }

  private Duration pause(HttpServletRequest request) {
    if (isForEverybody(request.getRequestURI())) {
      return Duration.ZERO;
    }
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    if (who == null || !(who.getPrincipal() instanceof OidcUser user)) {
      return rates.stranger(request);
    }
    return request.getMethod().equals("POST") ? rates.person(user) : Duration.ZERO;
  }

  /** What stays as it is, and is handed out without a look at anything. */
  private static boolean isForEverybody(String path) {
    return path.startsWith("/jit/") || path.startsWith("/openapi/") || path.equals("/goodbye");
  }
}
