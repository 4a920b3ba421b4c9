package io.jitjdbc.sql;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Resource.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database how many rows a query would return, before it runs. One belongs to one session,
 * as its {@link Catalog} does.
 *
 * <p><b>Guarantees</b>: the query does not run, nothing is left behind, and the answer takes a
 * bounded time. <b>Does not protect against</b> an optimizer that is wrong: it may be, by orders of
 * magnitude.
 */
@FunctionalInterface
public interface RowEstimator {

  /** For a database that has no way to be asked. */
  RowEstimator NONE = question -> OptionalLong.empty();

  /**
   * About so many rows; empty if the database does not say.
   *
   * @throws CatalogException if the session is not what it was before, and must not be used
   */
  OptionalLong estimate(Question question) throws CatalogException;

  /**
   * One query, which is proven to be one and to call nothing that is not harmless.
   *
   * @param sql the exact text
   * @param values those that are bound to it, in order; null stands for NULL
   * @param tables the base tables and views that it reads
   */
  record Question(String sql, List<@Nullable Object> values, Set<Table> tables) {
    public Question {
      requireNonNull(sql);
      values = Collections.unmodifiableList(new ArrayList<>(values));
      tables = Set.copyOf(tables);
    }
  }
}
