package io.jitjdbc.policy;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Subject;
import java.util.List;
import java.util.OptionalLong;

/**
 * What would be decided about one statement, and from what: nothing ran, and nobody was asked.
 * Holds no literal of the statement and no value. Immutable.
 *
 * @param subject for whom
 * @param kind what sort of statement it is, such as QUERY; UNKNOWN if it could not be analysed
 * @param text the statement without literals
 * @param accesses what it needs, sorted by name
 * @param outputs the columns of its result in order; none if it has no result or could not be
 *     analysed
 * @param uses what it does with columns beside returning them, sorted by name
 * @param mode whether the subject is held to the decision; if not, the statement runs as it is
 * @param decision a permit only if its obligations can be met
 * @param estimatedRows about how many rows the database expects it to return; empty if it does not
 *     say, as for a statement whose parameters have no values
 */
public record Explanation(
    Subject subject,
    String kind,
    String text,
    List<Access> accesses,
    List<Output> outputs,
    List<Use> uses,
    PolicyMode mode,
    Decision decision,
    OptionalLong estimatedRows) {
  public Explanation {
    requireNonNull(subject);
    requireNonNull(kind);
    requireNonNull(text);
    accesses = List.copyOf(accesses);
    outputs = List.copyOf(outputs);
    uses = List.copyOf(uses);
    requireNonNull(mode);
    requireNonNull(decision);
    requireNonNull(estimatedRows);
  }

  /**
   * One column of the result.
   *
   * @param sources the columns of base tables that its values come from, sorted by name
   * @param evidence what is proven about that
   * @param note more about the evidence: why nothing is proven, or how many rows each value sums up
   *     at least; may be empty
   * @param mask how a permit shows it, such as "partial (pii.email)"; empty if in clear, or if the
   *     decision is no permit
   */
  public record Output(
      String label, List<Column> sources, Evidence evidence, String note, String mask) {
    public Output {
      requireNonNull(label);
      sources = List.copyOf(sources);
      requireNonNull(evidence);
      requireNonNull(note);
      requireNonNull(mask);
    }
  }

  /** What is proven about the origin of an output's values. */
  public enum Evidence {
    /** They come from no table: constants, parameters, bare counts. */
    NO_SOURCE,
    /** They are those of the one source. */
    UNCHANGED,
    /** They are computed from the sources and from nothing else. */
    COMPUTED,
    /** Nothing: they could be anything. */
    UNPROVEN
  }

  /**
   * A use of a column other than returning it.
   *
   * @param how in words, such as "decides about rows" or "copied to shop.archive.email"
   */
  public record Use(Column column, String how) {
    public Use {
      requireNonNull(column);
      requireNonNull(how);
    }
  }
}
