package io.jitjdbc.spring.client;

import com.nimbusds.jose.util.JSONObjectUtils;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Answers denials as problem details (RFC 9457), where the application does not handle them itself:
 * 403, or what the settings say while people have yet to answer.
 */
final class DenialResolver implements HandlerExceptionResolver, Ordered {
  private final Denials denials;
  private final DenialSettings settings;

  DenialResolver(Denials denials, DenialSettings settings) {
    this.denials = denials;
    this.settings = settings;
  }

  /** After Spring's own, which look into the application's controllers and advices. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception problem) {
    if (response.isCommitted()) {
      return null;
    }
    return denials.find(problem).map(denial -> answer(request, response, denial)).orElse(null);
  }

  private ModelAndView answer(
      HttpServletRequest request, HttpServletResponse response, Denial denial) {
    Map<String, Object> body = body(denial);
    body.put("instance", request.getRequestURI());
    response.resetBuffer();
    response.setStatus(status(denial));
    response.setContentType("application/problem+json");
    response.setHeader("Cache-Control", "no-store");
    if (denial.isPending()) {
      response.setHeader("Retry-After", Long.toString(settings.retryAfter().toSeconds()));
    }
    try {
      byte[] json = JSONObjectUtils.toJSONString(body).getBytes(StandardCharsets.UTF_8);
      response.getOutputStream().write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ModelAndView();
  }

  private int status(Denial denial) {
    return denial.isPending() ? settings.pendingStatus() : HttpServletResponse.SC_FORBIDDEN;
  }

  private Map<String, Object> body(Denial denial) {
    var body = new LinkedHashMap<String, Object>();
    String kind = denial.isPending() ? "approval-pending" : "denied";
    body.put("type", "urn:jit-jdbc:problem:" + kind);
    body.put(
        "title",
        denial.isPending() ? "This waits for an approval" : "The policy does not let you do this");
    body.put("status", status(denial));
    body.put("detail", denial.reason());
    if (!denial.rule().isEmpty()) {
      body.put("rule", denial.rule());
    }
    if (denial.isPending()) {
      body.put("request", denial.request());
      String link = settings.link(denial.request());
      if (!link.isEmpty()) {
        body.put("link", link);
      }
    }
    return body;
  }
}
