package io.jitjdbc.spring.client;

import io.jitjdbc.access.JitContext;
import io.jitjdbc.settings.InvalidSettingException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes the purpose of a request's statements from a header. It is what the client says, as every
 * purpose is what somebody says: a policy that needs more than that asks for an approval.
 */
final class PurposeHeaderFilter extends OncePerRequestFilter implements Ordered {
  static final String SETTING = "purpose.header";

  /** As long as a purpose may be for a policy. */
  private static final int LONGEST = 2_000;

  private final String header;

  /**
   * @throws InvalidSettingException if no header can have that name
   */
  PurposeHeaderFilter(String header) {
    if (!header.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
      throw new InvalidSettingException(
          "jit.jdbc."
              + SETTING
              + " expects the name of an HTTP header, such as X-Purpose: letters, digits and"
              + " dashes");
    }
    this.header = header;
  }

  /** Inside of the security filters: what they look up themselves is not the caller's doing. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE - 100;
  }

  /** The rest of an asynchronous request runs on another thread. */
  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String purpose = request.getHeader(header);
    if (purpose == null || purpose.isBlank()) {
      chain.doFilter(request, response);
    } else if (purpose.length() > LONGEST) {
      response.sendError(
          HttpServletResponse.SC_BAD_REQUEST,
          "the header " + header + " is longer than " + LONGEST + " characters");
    } else {
      JitContext scope = JitContext.because(purpose.strip());
      try {
        chain.doFilter(request, response);
      } finally {
        scope.close();
      }
    }
  }
}
