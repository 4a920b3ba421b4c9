package io.jitjdbc.spring.client;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Answers denials in Spring MVC, where the application does not handle them itself. */
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
    return denials
        .find(problem)
        .map(denial -> DenialAnswer.of(denial, settings, request.getRequestURI()))
        .map(answer -> written(answer, response))
        .orElse(null);
  }

  private static ModelAndView written(DenialAnswer answer, HttpServletResponse response) {
    response.resetBuffer();
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    try {
      response.getOutputStream().write(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ModelAndView();
  }
}
