package io.jitjdbc.spring.server.api;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.protocol.Reply;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Turns away what good tokens are not good for; comes after who finds that they are good. */
final class AskingFilter extends OncePerRequestFilter {
  private static final Reply ONLY_ASKING =
      Reply.problem(
          403,
          "not-allowed",
          "This token is for an application: beside the application's own it lets people ask for"
              + " approvals, and nothing else.");

  private final AskingTokens asking;

  AskingFilter(AskingTokens asking) {
    this.asking = asking;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean isAllowed;
    try {
      isAllowed = asking.allow(request, CallerFilter.bearer(request), CallerFilter.actor(request));
    } catch (RefusedException e) {
      Replies.send(response, CallerFilter.problem(e));
      return;
    }
    if (isAllowed) {
      chain.doFilter(request, response);
    } else {
      Replies.send(response, ONLY_ASKING);
    }
  }
}
