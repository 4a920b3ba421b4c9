package io.jitjdbc.spring.client;

import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** Answers denials in WebFlux, where the application does not handle them itself. */
final class DenialHandler implements WebExceptionHandler, Ordered {
  /** Boot's own, which answers whatever comes to it, has -1. */
  private static final int BEFORE_ERROR_PAGES = -2;

  private final Denials denials;
  private final DenialSettings settings;

  DenialHandler(Denials denials, DenialSettings settings) {
    this.denials = denials;
    this.settings = settings;
  }

  @Override
  public int getOrder() {
    return BEFORE_ERROR_PAGES;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable problem) {
    ServerHttpResponse response = exchange.getResponse();
    if (response.isCommitted()) {
      return Mono.error(problem);
    }
    String path = exchange.getRequest().getPath().value();
    return denials
        .find(problem)
        .map(denial -> DenialAnswer.of(denial, settings, path))
        .map(answer -> write(answer, response))
        .orElseGet(() -> Mono.error(problem));
  }

  private static Mono<Void> write(DenialAnswer answer, ServerHttpResponse response) {
    response.setStatusCode(HttpStatusCode.valueOf(answer.status()));
    answer.headers().forEach(response.getHeaders()::set);
    return response.writeWith(Mono.fromSupplier(() -> body(answer, response)));
  }

  private static DataBuffer body(DenialAnswer answer, ServerHttpResponse response) {
    return response.bufferFactory().wrap(answer.body());
  }
}
