package io.jitjdbc.example.shop;

import java.sql.SQLException;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers a denied statement with 403 and the reason, which is meant for whoever asked. */
@RestControllerAdvice
class DenialAdvice {
  private static final String DENIED = "42501";

  @ExceptionHandler
  ProblemDetail denied(DataAccessException problem) {
    String reason =
        Stream.iterate((Throwable) problem, cause -> cause != null, Throwable::getCause)
            .filter(cause -> cause instanceof SQLException e && DENIED.equals(e.getSQLState()))
            .map(Throwable::getMessage)
            .findFirst()
            .orElseThrow(() -> problem);
    ProblemDetail answer = ProblemDetail.forStatusAndDetail(HttpStatus.FORBIDDEN, reason);
    answer.setTitle("The policy does not let you read this");
    return answer;
  }
}
