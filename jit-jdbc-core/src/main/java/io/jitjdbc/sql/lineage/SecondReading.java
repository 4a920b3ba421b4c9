package io.jitjdbc.sql.lineage;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Resource;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Resource.Routine;
import io.jitjdbc.sql.Analysis;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Analysis.Unanalysable;
import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.Origin;
import io.jitjdbc.sql.Origin.Known;
import io.jitjdbc.sql.OutputColumn;
import io.jitjdbc.sql.Reference;
import io.jitjdbc.sql.Reference.Usage;
import io.jitjdbc.sql.Relation;
import io.jitjdbc.sql.Replacements;
import io.jitjdbc.sql.RowFunction;
import io.jitjdbc.sql.StatementKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Holds our reading of a query against the database's own text of it. The strictest of both wins:
 * what the database's text says can make an output more sensitive, or end the analysis, and never
 * the other way round.
 *
 * <p>Only what is more counts. A database leaves out what makes no difference and spells the rest
 * in its own way, so its text may well mention less.
 */
public final class SecondReading {
  private final Dialect dialect;
  private final Catalog catalog;

  public SecondReading(Dialect dialect, Catalog catalog) {
    this.dialect = requireNonNull(dialect);
    this.catalog = requireNonNull(catalog);
  }

  /**
   * What is to be believed.
   *
   * @param sql the statement's exact text
   * @param theirs the database's text of it
   */
  public Analysis agree(Analysed ours, String sql, String theirs) {
    return new SqlAnalyzer(dialect)
        .analyze(theirs, asItSpells())
        .fold(
            known -> compared(ours, known),
            unknown ->
                new MentionedNames(dialect, catalog)
                    .unseen(ours, sql, theirs)
                    .<Analysis>map(name -> otherwise(ours, "its text names " + name))
                    .orElse(ours));
  }

  /** The database names the schema of every function that is not its own. */
  private Catalog asItSpells() {
    return new Catalog() {
      @Override
      public Optional<Relation> find(String schema, String name) throws CatalogException {
        return catalog.find(schema, name);
      }

      @Override
      public List<RowFunction> functions(String schema, String name) throws CatalogException {
        return catalog.functions(schema, name);
      }

      @Override
      public List<String> typeFields(String schema, String name) throws CatalogException {
        return catalog.typeFields(schema, name);
      }

      @Override
      public Replacements replacements() throws CatalogException {
        Replacements made = catalog.replacements();
        return new Replacements(Set.of(), made.operators(), made.casts());
      }
    };
  }

  private static Analysis compared(Analysed ours, Analysed theirs) {
    if (theirs.kind() != StatementKind.QUERY) {
      return otherwise(ours, "to it, it is more than a query");
    }
    if (theirs.outputs().size() != ours.outputs().size()) {
      return otherwise(ours, "to it, the result has another number of columns");
    }
    Optional<String> unseen = unseen(ours, theirs);
    if (unseen.isPresent()) {
      return otherwise(ours, "to it, the statement uses " + unseen.get());
    }
    return new Analysed(
        ours.text(),
        ours.kind(),
        ours.accesses(),
        outputs(ours, theirs),
        references(ours, theirs),
        ours.copies(),
        ours.bounds(),
        ours.repeats() || theirs.repeats());
  }

  /** What is to be believed if the database understands another query; how, for people. */
  public static Analysis otherwise(Analysed ours, String how) {
    return new Unanalysable(ours.text(), "the database reads it otherwise than we do: " + how);
  }

  private static Optional<String> unseen(Analysed ours, Analysed theirs) {
    Set<Resource> known = resources(ours);
    return resources(theirs).stream()
        .filter(resource -> !known.contains(resource) && !isKnownRoutine(resource, known))
        .map(Resource::path)
        .min(Comparator.naturalOrder());
  }

  /**
   * What the database writes without a schema is its own, and makes the output unknown that it is
   * in; what we read without one may be in any.
   */
  private static boolean isKnownRoutine(Resource resource, Set<Resource> known) {
    return resource instanceof Routine routine
        && (routine.schema().isEmpty() || known.contains(new Routine("", routine.name())));
  }

  static Set<Resource> resources(Analysed analysed) {
    Set<Resource> resources = new HashSet<>();
    for (Access access : analysed.accesses()) {
      resources.add(access.resource());
    }
    for (OutputColumn output : analysed.outputs()) {
      resources.addAll(output.origin().fold(Known::columns, unknown -> Set.<Column>of()));
    }
    analysed.references().forEach(reference -> resources.add(reference.column()));
    return resources;
  }

  private static List<OutputColumn> outputs(Analysed ours, Analysed theirs) {
    List<OutputColumn> outputs = new ArrayList<>();
    for (int i = 0; i < ours.outputs().size(); i++) {
      OutputColumn output = ours.outputs().get(i);
      Origin origin = strictest(output.origin(), theirs.outputs().get(i).origin());
      outputs.add(new OutputColumn(output.label(), origin));
    }
    return outputs;
  }

  private static Origin strictest(Origin ours, Origin theirs) {
    return ours.fold(
        known -> theirs.fold(other -> strictest(known, other), unknown -> unknown),
        unknown -> unknown);
  }

  private static Origin strictest(Known ours, Known theirs) {
    Set<Column> columns = new HashSet<>(ours.columns());
    columns.addAll(theirs.columns());
    boolean identity = ours.identity() && columns.size() == 1 && isUnchanged(theirs);
    return new Known(columns, identity, Math.min(ours.groupSize(), theirs.groupSize()));
  }

  /** A constant is what is left of a column where a condition fixes its value. */
  private static boolean isUnchanged(Known theirs) {
    return theirs.identity() || theirs.columns().isEmpty();
  }

  /**
   * What the database compares or orders by, and we did not notice. That it computes with a column
   * is no news: it writes out the casts that a comparison implies.
   */
  private static Set<Reference> references(Analysed ours, Analysed theirs) {
    Set<Reference> references = new HashSet<>(ours.references());
    Set<Column> known = new HashSet<>();
    references.forEach(reference -> known.add(reference.column()));
    for (Reference reference : theirs.references()) {
      if (reference.usage() != Usage.COMPUTED && !known.contains(reference.column())) {
        references.add(new Reference(reference.column(), Usage.PREDICATE));
      }
    }
    return references;
  }
}
