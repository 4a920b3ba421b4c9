package io.jitjdbc.sql.lineage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.schema.Column;

/** Finds what a column name means. Where a name could mean several things, it means all of them. */
final class ColumnNames {

  /** Read as values by name alone when no column is called so. */
  private static final Set<String> VALUES_WITHOUT_PARENTHESES =
      Set.of(
          "current_catalog",
          "current_date",
          "current_role",
          "current_schema",
          "current_time",
          "current_timestamp",
          "current_user",
          "default",
          "localtime",
          "localtimestamp",
          "rownum",
          "session_user",
          "sysdate",
          "system_user",
          "systimestamp",
          "today",
          "user",
          "utc_date",
          "utc_time",
          "utc_timestamp");

  private static final Set<String> SEQUENCE_VALUES = Set.of("nextval", "currval");

  private final Names names;
  private final Ledger ledger;

  ColumnNames(Names names, Ledger ledger) {
    this.names = names;
    this.ledger = ledger;
  }

  Flow flow(Column column, Scope scope) {
    NotProvenException.refuseIf(
        column.getOldOracleJoinSyntax() != 0 || !".".equals(column.getTableDelimiter()),
        "the notation of column " + names.label(column.getColumnName()));
    String name = names.fold(column.getColumnName());
    if (column.getTable() == null || column.getTable().getName() == null) {
      return unqualified(name, column.getColumnName(), scope);
    }
    return qualified(column, name, scope);
  }

  private Flow unqualified(String name, String written, Scope scope) {
    Optional<Flow> found = find(name, scope);
    if (found.isPresent()) {
      return found.get();
    }
    if (!Names.isQuoted(written)
        && VALUES_WITHOUT_PARENTHESES.contains(written.toLowerCase(Locale.ROOT))) {
      return Flow.CONSTANT;
    }
    throw NotProvenException.of("no column %s is known here", names.label(written));
  }

  /** What a folded name could mean; empty if nothing is called so. */
  Optional<Flow> find(String name, Scope start) {
    Optional<Flow> possible = Optional.empty();
    for (Scope scope = start; scope != null; scope = scope.outer()) {
      List<Field> exact = new ArrayList<>(named(scope.rows().star(), name));
      if (scope.seesOutputs() || (scope != start && names.isMySqlFamily())) {
        exact.addAll(named(scope.outputs(), name));
      }
      for (Source source : scope.rows().sources()) {
        source.hidden(name).filter(field -> exact.isEmpty()).ifPresent(exact::add);
      }
      if (!exact.isEmpty()) {
        return merge(possible, any(exact));
      }
      refuseLookAlikes(scope.rows().star().stream().map(Field::name).toList());
      possible = merge(possible, any(loose(scope.rows().sources())));
    }
    return merge(possible, wholeRow(name, start));
  }

  /** PostgreSQL reads the name of a row source as its row when no column is called so. */
  private Optional<Flow> wholeRow(String name, Scope start) {
    if (!names.isPostgres()) {
      return Optional.empty();
    }
    return source(name, "", start).map(this::wholeRow);
  }

  Flow wholeRow(Source source) {
    ledger.read(source.fields());
    return source.row().derived();
  }

  private Flow qualified(Column column, String name, Scope scope) {
    String alias = names.alias(column.getTable().getName());
    String written = column.getTable().getSchemaName();
    String schema = written == null ? "" : names.fold(written);
    Optional<Source> source = source(alias, schema, scope);
    if (source.isEmpty()) {
      return sequenceValue(column, name);
    }
    return member(source.get(), name)
        .orElseThrow(
            () ->
                NotProvenException.of(
                    "%s has no column %s",
                    names.label(column.getTable().getName()), names.label(column.getColumnName())));
  }

  private Flow sequenceValue(Column column, String name) {
    if (names.isH2() && SEQUENCE_VALUES.contains(name.toLowerCase(Locale.ROOT))) {
      return Flow.TRACED;
    }
    throw NotProvenException.of(
        "nothing here is called %s", names.label(column.getTable().getName()));
  }

  private Optional<Flow> member(Source source, String name) {
    List<Field> exact = new ArrayList<>(named(source.fields(), name));
    source.hidden(name).filter(field -> exact.isEmpty()).ifPresent(exact::add);
    if (!exact.isEmpty()) {
      return any(exact);
    }
    Optional<Flow> possible = any(loose(List.of(source)));
    if (names.isPostgres()) {
      // PostgreSQL reads t.f as f(t): any function of the whole row.
      Flow row = wholeRow(source).butUnknown("it may be a function of the row " + source.alias());
      return merge(possible, Optional.of(row));
    }
    return possible;
  }

  Optional<Source> source(String alias, String schema, Scope start) {
    for (Scope scope = start; scope != null; scope = scope.outer()) {
      List<Source> exact =
          scope.rows().sources().stream()
              .filter(source -> source.alias().equals(alias))
              .filter(source -> schema.isEmpty() || schema.equals(source.schema()))
              .toList();
      NotProvenException.refuseIf(
          exact.size() > 1 && !schema.isEmpty(), "schemas that differ in case only");
      if (!exact.isEmpty()) {
        return Optional.of(exact.get(0));
      }
      Optional<Source> alike = alike(alias, schema, scope);
      if (alike.isPresent()) {
        return alike;
      }
      refuseLookAlikes(scope.rows().sources().stream().map(Source::alias).toList());
    }
    return Optional.empty();
  }

  /** A server setting decides whether the case of an alias counts; without it, it must not. */
  private Optional<Source> alike(String alias, String schema, Scope start) {
    List<Source> alike = new ArrayList<>();
    for (Scope scope = start; names.isMySqlFamily() && scope != null; scope = scope.outer()) {
      scope.rows().sources().stream()
          .filter(source -> source.alias().equalsIgnoreCase(alias))
          .filter(source -> schema.isEmpty() || schema.equals(source.schema()))
          .forEach(alike::add);
      if (alike.isEmpty()) {
        return Optional.empty();
      }
    }
    NotProvenException.refuseIf(alike.size() > 1, "aliases that differ in case only");
    return alike.stream().findFirst();
  }

  /** A name that we find in an outer query could be one that the database finds in the inner. */
  private void refuseLookAlikes(List<String> passed) {
    for (String name : passed) {
      if (names.isFoldedDifferently(name)) {
        throw NotProvenException.of("the database may read the name %s in several ways", name);
      }
    }
  }

  private static List<Field> loose(List<Source> sources) {
    List<Field> loose = new ArrayList<>();
    for (Source source : sources) {
      source.fields().stream().filter(Field::isUnnamed).forEach(loose::add);
      if (source.open()) {
        loose.add(source.hidden().get(0));
      }
    }
    return loose;
  }

  private static List<Field> named(List<Field> fields, String name) {
    return fields.stream().filter(field -> field.isNamed(name)).toList();
  }

  private Optional<Flow> any(List<Field> fields) {
    Optional<Flow> flow = Optional.empty();
    for (Field field : fields) {
      ledger.read(field);
      flow = merge(flow, Optional.of(field.flow()));
    }
    return flow;
  }

  private static Optional<Flow> merge(Optional<Flow> left, Optional<Flow> right) {
    if (left.isEmpty()) {
      return right;
    }
    return right.isEmpty() ? left : Optional.of(left.get().or(right.get()));
  }
}
