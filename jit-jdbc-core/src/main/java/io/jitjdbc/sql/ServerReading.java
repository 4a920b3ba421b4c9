package io.jitjdbc.sql;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;

/**
 * Asks the database how it reads a query: names resolved, stars spelled out, comments gone. One
 * belongs to one session, as its {@link Catalog} does.
 *
 * <p><b>Guarantees</b>: the query does not run, and nothing is left behind, neither in the session
 * nor in its transaction. <b>Does not protect against</b> a database that lies.
 */
@FunctionalInterface
public interface ServerReading {

  /** For a database that has no way to be asked. */
  ServerReading NONE = question -> new Answer.Unavailable("there is no way to ask this database");

  /** When the database is asked. */
  enum When {
    /** For a statement that is not plain, if it can be asked. */
    AUTO,
    /** For every query; what it cannot be asked about is refused. */
    REQUIRED,
    OFF
  }

  /**
   * The database's text of a query, or why there is none.
   *
   * @throws CatalogException if the session is not what it was before, and must not be used
   */
  Answer read(Question question) throws CatalogException;

  /**
   * One query, which is proven to be one.
   *
   * @param sql the exact text
   * @param withoutParameters the same with NULL, or a number in LIMIT, in place of every parameter
   * @param width how many columns we think that it has
   * @param callsUnknown whether it calls routines of which nothing is proven: a database that
   *     computes constants while it plans must not be asked
   */
  record Question(String sql, String withoutParameters, int width, boolean callsUnknown) {
    public Question {
      requireNonNull(sql);
      requireNonNull(withoutParameters);
    }
  }

  /** What the database says. */
  sealed interface Answer {

    <R> R fold(
        Function<Text, R> text, Function<Other, R> other, Function<Unavailable, R> unavailable);

    /** SQL that means the same, in the database's own spelling; holds literals. */
    record Text(String sql) implements Answer {
      public Text {
        requireNonNull(sql);
      }

      @Override
      public <R> R fold(
          Function<Text, R> text, Function<Other, R> other, Function<Unavailable, R> unavailable) {
        return text.apply(this);
      }

      @Override
      public String toString() {
        return "the database's own text";
      }
    }

    /** It shows no text, but what it says fits no query like ours. How is for people. */
    record Other(String how) implements Answer {
      public Other {
        requireNonNull(how);
      }

      @Override
      public <R> R fold(
          Function<Text, R> text, Function<Other, R> other, Function<Unavailable, R> unavailable) {
        return other.apply(this);
      }
    }

    /** It was not asked or did not answer. The reason is for people and holds no value. */
    record Unavailable(String reason) implements Answer {
      public Unavailable {
        requireNonNull(reason);
      }

      @Override
      public <R> R fold(
          Function<Text, R> text, Function<Other, R> other, Function<Unavailable, R> unavailable) {
        return unavailable.apply(this);
      }
    }
  }
}
