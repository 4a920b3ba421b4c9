package io.jitjdbc.spring.server.api;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.protocol.Caller;
import io.jitjdbc.protocol.Reply;
import io.jitjdbc.spring.server.people.KnownPeople;
import io.jitjdbc.spring.server.rate.Rates;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets in who has a good token and does not ask too much, and says to the others what is wrong.
 * Whoever shows nothing that was good before is limited before any signature is looked at.
 */
final class CallerFilter extends OncePerRequestFilter {
  private static final String BEARER = "Bearer ";
  private static final String ACTOR = "Actor-Token";

  private final Callers callers;
  private final KnownPeople people;
  private final Rates rates;

  CallerFilter(Callers callers, KnownPeople people, Rates rates) {
    this.callers = callers;
    this.people = people;
    this.rates = rates;
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
    // What was held back was counted when it came.
    boolean counts = request.getDispatcherType() != DispatcherType.ASYNC;
    List<String> presented = presented(request);
    boolean stranger = counts && !rates.knows(presented);
    Duration pause = stranger ? rates.stranger(request) : Duration.ZERO;
    if (!pause.isZero()) {
      Replies.send(response, Replies.tooMany(pause));
      return;
    }
    Caller caller;
    try {
      caller = callers.caller(bearer(request), actor(request));
    } catch (RefusedException e) {
      rates.forget(presented);
      Replies.send(response, problem(e));
      return;
    }
    if (stranger) {
      rates.recognize(request, presented);
    }
    Duration turn = counts ? rates.caller(caller) : Duration.ZERO;
    if (!turn.isZero()) {
      Replies.send(response, Replies.tooMany(turn));
      return;
    }
    note(caller);
    SecurityContextHolder.setContext(new SecurityContextImpl(new CallerToken(caller)));
    chain.doFilter(request, response);
  }

  private void note(Caller caller) {
    people.note(caller.subject());
    people.note(caller.actor());
  }

  private static List<String> presented(HttpServletRequest request) {
    return List.of(header(request, "Authorization"), header(request, ACTOR));
  }

  private static String header(HttpServletRequest request, String name) {
    return Objects.requireNonNullElse(request.getHeader(name), "");
  }

  static PresentedToken bearer(HttpServletRequest request) throws RefusedException {
    String header = header(request, "Authorization");
    if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw RefusedException.denied("send the subject's token as Authorization: Bearer …");
    }
    return PresentedToken.of(header.substring(BEARER.length()));
  }

  /** None if nobody acts for the subject. */
  static PresentedToken actor(HttpServletRequest request) {
    return PresentedToken.of(header(request, ACTOR));
  }

  static Reply problem(RefusedException e) {
    String message = String.valueOf(e.getMessage());
    return e.state() == SqlState.UNREACHABLE
        ? Reply.problem(503, "unavailable", message)
        : Reply.problem(401, "token-refused", message);
  }
}
