package io.jitjdbc.sql;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Resource.Column;
import java.util.Set;
import java.util.function.Function;

/** Where the values of an output column come from. Unknown is not constant. */
public sealed interface Origin {

  <R> R fold(Function<Known, R> known, Function<Unknown, R> unknown);

  /**
   * Proven to come from these base columns and from nothing else; from none means a constant or a
   * bare count.
   *
   * @param identity the value is handed through unchanged, so that a partial mask keeps its
   *     meaning; only possible for exactly one column
   * @param groupSize each value counts, sums up or averages over at least so many rows of one base
   *     table, by the statement's own HAVING; 0 if that is not proven
   */
  record Known(Set<Column> columns, boolean identity, long groupSize) implements Origin {
    public Known {
      columns = Set.copyOf(columns);
      if (groupSize < 0) {
        throw new IllegalArgumentException("a group cannot have less than no rows");
      }
      if (identity && columns.size() != 1) {
        throw new IllegalArgumentException("identity needs exactly one column");
      }
    }

    /** No more is proven than where the value comes from. */
    public Known(Set<Column> columns, boolean identity) {
      this(columns, identity, 0);
    }

    @Override
    public <R> R fold(Function<Known, R> known, Function<Unknown, R> unknown) {
      return known.apply(this);
    }
  }

  /** Could be anything. The reason is for people and holds no value. */
  record Unknown(String reason) implements Origin {
    public Unknown {
      requireNonNull(reason);
    }

    @Override
    public <R> R fold(Function<Known, R> known, Function<Unknown, R> unknown) {
      return unknown.apply(this);
    }
  }
}
