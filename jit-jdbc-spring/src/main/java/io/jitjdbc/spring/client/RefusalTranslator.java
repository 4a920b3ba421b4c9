package io.jitjdbc.spring.client;

import io.jitjdbc.access.SqlState;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.PermissionDeniedDataAccessException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/** Spring takes a denial for bad grammar, and would put the whole statement into its message. */
final class RefusalTranslator implements SQLExceptionTranslator {
  private final SQLExceptionTranslator others = new SQLExceptionSubclassTranslator();

  @Override
  public @Nullable DataAccessException translate(
      String task, @Nullable String sql, SQLException problem) {
    return SqlState.DENIED.code().equals(problem.getSQLState())
        ? new PermissionDeniedDataAccessException(task + "; " + problem.getMessage(), problem)
        : others.translate(task, sql, problem);
  }
}
