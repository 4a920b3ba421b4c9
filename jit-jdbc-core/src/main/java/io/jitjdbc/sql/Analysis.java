package io.jitjdbc.sql;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Access;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What is known about one SQL text. Immutable; holds no literal of the text. */
public sealed interface Analysis {

  /** The statement as it may be shown. */
  StatementText text();

  /** Answers for whichever of the two this is. */
  <R> R fold(Function<Analysed, R> analysed, Function<Unanalysable, R> unanalysable);

  /**
   * The text was read to its last character, and this is all that it does.
   *
   * @param accesses every (action, resource) pair, tables and columns alike, views and what is
   *     behind them
   * @param outputs the columns of the result in order; empty when there is none
   * @param references every use of a base column other than as an output
   * @param copies where a base column's values go on to live, unchanged or computed into something
   * @param bounds what it says itself about how much it touches
   * @param repeats a table may be read in more than one place, so that two columns of it in one row
   *     of the result need not come from one of its rows
   */
  record Analysed(
      StatementText text,
      StatementKind kind,
      Set<Access> accesses,
      List<OutputColumn> outputs,
      Set<Reference> references,
      Set<Copy> copies,
      Bounds bounds,
      boolean repeats)
      implements Analysis {
    public Analysed {
      requireNonNull(text);
      requireNonNull(kind);
      accesses = Set.copyOf(accesses);
      outputs = List.copyOf(outputs);
      references = Set.copyOf(references);
      copies = Set.copyOf(copies);
      requireNonNull(bounds);
    }

    /** Nothing is known of how much it touches, nor proven about where tables are read. */
    public Analysed(
        StatementText text,
        StatementKind kind,
        Set<Access> accesses,
        List<OutputColumn> outputs,
        Set<Reference> references,
        Set<Copy> copies) {
      this(text, kind, accesses, outputs, references, copies, Bounds.NONE, true);
    }

    /** The same of another text, which differs in nothing that matters. */
    public Analysed as(StatementText other) {
      return new Analysed(other, kind, accesses, outputs, references, copies, bounds, repeats);
    }

    @Override
    public <R> R fold(Function<Analysed, R> analysed, Function<Unanalysable, R> unanalysable) {
      return analysed.apply(this);
    }
  }

  /** Cannot be proven, hence is not run. The reason is for people and holds no value. */
  record Unanalysable(StatementText text, String reason) implements Analysis {
    public Unanalysable {
      requireNonNull(text);
      requireNonNull(reason);
    }

    @Override
    public <R> R fold(Function<Analysed, R> analysed, Function<Unanalysable, R> unanalysable) {
      return unanalysable.apply(this);
    }
  }
}
