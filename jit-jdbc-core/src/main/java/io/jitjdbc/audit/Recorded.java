package io.jitjdbc.audit;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.audit.cells.Cells;
import java.util.List;

/**
 * Part of the recording of a statement: what goes beyond its events, and may hold values. A
 * statement's parts come in order: what it was run with, and then, for each of its results, one
 * {@link ResultOpened}, any number of {@link ResultRead} and one {@link ResultEnded}. Results of
 * one statement may be mixed, and where large objects or arrays outlive their result, what is read
 * of them then comes after its end.
 */
public sealed interface Recorded {

  /** The statement that it belongs to; its events name the same. */
  EventId statementId();

  /** The case for what this part is. */
  <R> R fold(Cases<R> cases);

  /** One case for each kind of part. */
  interface Cases<R> {
    /** For {@link BoundValues}. */
    R boundValues(BoundValues part);

    /** For a {@link ResultOpened}. */
    R resultOpened(ResultOpened part);

    /** For a {@link ResultRead}. */
    R resultRead(ResultRead part);

    /** For a {@link ResultEnded}. */
    R resultEnded(ResultEnded part);
  }

  /**
   * The values that were bound to its parameters, in the form in which the policy keeps them.
   *
   * @param cells one row for each execution of a batch; a column is the parameter's JDBC index
   */
  record BoundValues(EventId statementId, Cells cells) implements Recorded {
    public BoundValues {
      requireNonNull(statementId);
      requireNonNull(cells);
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.boundValues(this);
    }
  }

  /**
   * A result was handed out.
   *
   * @param result its number among the statement's, from 1
   */
  record ResultOpened(EventId statementId, int result, List<ResultColumn> columns)
      implements Recorded {
    public ResultOpened {
      requireNonNull(statementId);
      columns = List.copyOf(columns);
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.resultOpened(this);
    }
  }

  /**
   * What the caller read of it since the last such part.
   *
   * @param result its number among the statement's, from 1
   */
  record ResultRead(EventId statementId, int result, Cells cells) implements Recorded {
    public ResultRead {
      requireNonNull(statementId);
      requireNonNull(cells);
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.resultRead(this);
    }
  }

  /**
   * Nothing more of it will be read.
   *
   * @param result its number among the statement's, from 1
   * @param outcome exhausted, closed, failed or denied
   * @param rows how many the caller moved to
   */
  record ResultEnded(EventId statementId, int result, String outcome, long rows)
      implements Recorded {
    public ResultEnded {
      requireNonNull(statementId);
      requireNonNull(outcome);
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.resultEnded(this);
    }
  }
}
