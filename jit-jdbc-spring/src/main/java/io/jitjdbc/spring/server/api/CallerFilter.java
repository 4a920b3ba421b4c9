package io.jitjdbc.spring.server.api;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.protocol.Caller;
import io.jitjdbc.protocol.Reply;
import io.jitjdbc.spring.server.people.KnownPeople;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets in who has a good token, and says to the others what is wrong with theirs. */
final class CallerFilter extends OncePerRequestFilter {
  private static final String BEARER = "Bearer ";

  private final Callers callers;
  private final KnownPeople people;

  CallerFilter(Callers callers, KnownPeople people) {
    this.callers = callers;
    this.people = people;
  }

  /** An answer that was held back runs through the filters again. */
  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Caller caller;
    try {
      caller = callers.caller(bearer(request), token(request, "Actor-Token"));
    } catch (RefusedException e) {
      Replies.send(response, problem(e));
      return;
    }
    people.note(caller.subject());
    people.note(caller.actor());
    SecurityContextHolder.setContext(new SecurityContextImpl(new CallerToken(caller)));
    chain.doFilter(request, response);
  }

  private static PresentedToken bearer(HttpServletRequest request) throws RefusedException {
    String header = Objects.requireNonNullElse(request.getHeader("Authorization"), "");
    if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw RefusedException.denied("send the subject's token as Authorization: Bearer …");
    }
    return PresentedToken.of(header.substring(BEARER.length()));
  }

  private static PresentedToken token(HttpServletRequest request, String header) {
    return PresentedToken.of(Objects.requireNonNullElse(request.getHeader(header), ""));
  }

  private static Reply problem(RefusedException e) {
    String message = String.valueOf(e.getMessage());
    return e.state() == SqlState.UNREACHABLE
        ? Reply.problem(503, "unavailable", message)
        : Reply.problem(401, "token-refused", message);
  }
}
