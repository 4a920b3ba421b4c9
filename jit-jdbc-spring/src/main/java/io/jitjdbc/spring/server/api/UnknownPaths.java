package io.jitjdbc.spring.server.api;

import io.jitjdbc.protocol.Reply;
import jakarta.servlet.ServletException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** What is not of the protocols, answered in their words. */
@RestController
@RestControllerAdvice(basePackageClasses = UnknownPaths.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class UnknownPaths {
  private static final Logger LOG = LoggerFactory.getLogger(UnknownPaths.class);

  @RequestMapping("/v1/**")
  ResponseEntity<byte[]> unknown() {
    return Replies.of(Reply.problem(404, "unknown-path", "There is nothing at this path."));
  }

  @ExceptionHandler
  ResponseEntity<byte[]> unknown(HttpRequestMethodNotSupportedException e) {
    return unknown();
  }

  @ExceptionHandler
  ResponseEntity<byte[]> malformed(ServletException e) {
    return Replies.of(
        Reply.problem(400, "malformed-request", "The request is not of this protocol."));
  }

  /** Its text may hold a value: that is for the log of this service alone. */
  @ExceptionHandler
  ResponseEntity<byte[]> broken(RuntimeException e) {
    LOG.error("A request could not be answered", e);
    return Replies.of(
        Reply.problem(500, "broken", "The service failed; ask again, or look into its log."));
  }

  @ExceptionHandler
  ResponseEntity<byte[]> malformed(MethodArgumentTypeMismatchException e) {
    return Replies.of(Reply.problem(400, "malformed-request", e.getName() + " cannot be read."));
  }
}
