package io.jitjdbc.spring.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.filter.OncePerRequestFilter;

/** A login page that fills itself in, for a real browser without hands. */
final class SelfSubmittingLogin extends OncePerRequestFilter {
  private volatile boolean on;

  void use() {
    on = true;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!on || !"GET".equals(request.getMethod()) || !"/login".equals(request.getServletPath())) {
      chain.doFilter(request, response);
      return;
    }
    var csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
    response.setContentType("text/html");
    response
        .getWriter()
        .write(
            """
            <form method="post" action="/login">
            <input name="username" value="ann"><input name="password" value="%s">
            <input type="hidden" name="%s" value="%s"></form>
            <script>document.forms[0].submit()</script>
            """
                .formatted(Person.PASSWORD, csrf.getParameterName(), csrf.getToken()));
  }
}
