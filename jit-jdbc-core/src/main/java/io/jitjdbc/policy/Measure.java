package io.jitjdbc.policy;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Resource.Column;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a limit counts of the rows that are handed out. Immutable. */
public sealed interface Measure {

  <R> R fold(Cases<R> cases);

  /** One case for each measure. */
  record Cases<R>(Supplier<R> rows, Function<People, R> people, Supplier<R> bytes) {
    public Cases {
      requireNonNull(rows);
      requireNonNull(people);
      requireNonNull(bytes);
    }
  }

  /** Each row as often as somebody goes to it. */
  record Rows() implements Measure {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.rows().get();
    }
  }

  /**
   * Each person once, however many rows are about them, as far as it is proven who a row is about;
   * each other row as one more person.
   *
   * @param identities the columns of the statement that tell people apart; equal values are one
   *     person, whichever of these columns they are in
   * @param counted the columns of the statement that hold what is counted: a row that shows any of
   *     them is about who its own table's identity in the same row says, and nobody else
   */
  record People(Set<Column> identities, Set<Column> counted) implements Measure {
    public People {
      identities = Set.copyOf(identities);
      counted = Set.copyOf(counted);
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.people().apply(this);
    }
  }

  /** What the database returned: texts in UTF-8, and eight for numbers, flags and times. */
  record Bytes() implements Measure {
    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.bytes().get();
    }
  }

  /** What is counted, in words. */
  default String unit() {
    return fold(new Cases<>(() -> "rows", people -> "distinct people", () -> "bytes"));
  }
}
