package io.jitjdbc.sql.lineage;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Action;
import io.jitjdbc.access.Resource;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.sql.Bounds;
import io.jitjdbc.sql.Copy;
import io.jitjdbc.sql.Reference;
import io.jitjdbc.sql.Reference.Usage;
import io.jitjdbc.sql.StatementKind;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** Everything that one statement was found to do, other than its outputs. */
final class Ledger {

  private static final String WRITTEN = "a value that is written";

  private final Set<Access> accesses = new LinkedHashSet<>();
  private final Set<Reference> references = new LinkedHashSet<>();
  private final Set<Copy> copies = new LinkedHashSet<>();
  private final Set<Object> places = new HashSet<>();
  private boolean repeats;
  private StatementKind kind = StatementKind.QUERY;
  private boolean returnsRows = true;
  private boolean whole;
  private boolean limited;

  void access(Action action, Resource resource) {
    accesses.add(new Access(action, resource));
  }

  /** Something with rows is read or written: a table, a view, or what WITH defines. */
  void place(Object rows) {
    repeats |= !places.add(rows);
  }

  /** Whether any of them is in more than one place, if only behind two views or names. */
  boolean repeats() {
    return repeats;
  }

  /** A column is never touched without its table. */
  void column(Action action, Column column) {
    access(action, column.table());
    access(action, column);
  }

  void read(Field field) {
    tell(field.flow());
    for (Access read : field.reads()) {
      if (read.resource() instanceof Column column) {
        column(read.action(), column);
      }
    }
  }

  void read(Collection<Field> fields) {
    fields.forEach(this::read);
  }

  void refer(Column column, Usage usage) {
    references.add(new Reference(column, usage));
  }

  /** A condition decides with the value, so nothing of it may be unknown: it cannot be masked. */
  void condition(Flow flow) {
    use(flow, Usage.PREDICATE, "a condition, an order or a grouping");
  }

  /** Something tells about these columns, whatever else is in the flow. */
  void reveal(Flow flow) {
    flow.columns().forEach(column -> refer(column, Usage.PREDICATE));
  }

  /** A value is computed, whether or not anybody sees it. */
  void tell(Flow flow) {
    flow.risk().told().forEach(column -> refer(column, Usage.COMPUTED));
  }

  /** A value goes where no column is known to hold it. */
  void written(Flow flow) {
    tell(flow);
    use(flow, Usage.WRITE_SOURCE, WRITTEN);
  }

  /** A value goes on to live in other columns. */
  void copied(Flow flow, Set<Column> targets) {
    tell(flow);
    refuseUnknown(flow, WRITTEN);
    for (Column from : flow.columns()) {
      targets.forEach(to -> copies.add(new Copy(from, to, flow.identity())));
    }
  }

  /** What is copied into a column that is copied on goes on as well. */
  void copyOn() {
    boolean more = true;
    while (more) {
      Set<Copy> further = new LinkedHashSet<>();
      for (Copy first : copies) {
        copies.stream()
            .filter(second -> second.from().equals(first.to()))
            .forEach(second -> further.add(onward(first, second)));
      }
      more = copies.addAll(further);
    }
  }

  private static Copy onward(Copy first, Copy second) {
    boolean unchanged = first.unchanged() && second.unchanged();
    return new Copy(first.from(), second.to(), unchanged);
  }

  private void use(Flow flow, Usage usage, String where) {
    flow.columns().forEach(column -> refer(column, usage));
    refuseUnknown(flow, where);
  }

  private static void refuseUnknown(Flow flow, String where) {
    if (!flow.isKnown()) {
      throw NotProvenException.of("%s is of unknown origin: %s", where, flow.unknown());
    }
  }

  /**
   * Takes over what reading a view does. Columns that only the view's own select list touches are
   * left to the {@link Field#reads()} of the view's columns, and what computing those tells, to
   * their flows.
   */
  void absorb(Ledger behind) {
    behind.references.stream()
        .filter(reference -> reference.usage() != Usage.COMPUTED)
        .forEach(references::add);
    copies.addAll(behind.copies);
    repeats |= behind.repeats;
    behind.places.forEach(this::place);
    raise(behind.kind);
    Set<Column> referred = new LinkedHashSet<>();
    references.forEach(reference -> referred.add(reference.column()));
    for (Access access : behind.accesses) {
      if (!(access.resource() instanceof Column column) || referred.contains(column)) {
        accesses.add(access);
      }
    }
  }

  /** A table is read or changed, and no condition is around that. */
  void whole() {
    whole = true;
  }

  /** The result of the statement ends with a number of rows. */
  void limited() {
    limited = true;
  }

  Bounds bounds() {
    return new Bounds(!whole, limited);
  }

  void writes() {
    raise(StatementKind.WRITE);
  }

  /** The rows of the statement go elsewhere, and none to the caller. */
  void returnsNothing() {
    returnsRows = false;
  }

  boolean returnsRows() {
    return returnsRows;
  }

  /** The statement is not run: whatever it would do with a column only shows in its plan. */
  void onlyConditions() {
    Set<Column> columns = new LinkedHashSet<>();
    references.forEach(reference -> columns.add(reference.column()));
    copies.forEach(copy -> columns.add(copy.from()));
    references.clear();
    copies.clear();
    columns.forEach(column -> refer(column, Usage.PREDICATE));
    kind = StatementKind.QUERY;
    returnsRows = true;
  }

  void exports() {
    access(Action.EXPORT, new Resource.Server());
    raise(StatementKind.EXPORT);
  }

  void defines(Table table) {
    access(Action.DDL, table);
    raise(StatementKind.DDL);
  }

  /** The gravest thing that a statement does is its kind. */
  private void raise(StatementKind found) {
    if (weight(found) > weight(kind)) {
      kind = found;
    }
  }

  private static int weight(StatementKind kind) {
    return switch (kind) {
      case SESSION, METADATA -> 0;
      case QUERY -> 1;
      case WRITE -> 2;
      case CALL -> 3;
      case DDL -> 4;
      case EXPORT -> 5;
    };
  }

  StatementKind kind() {
    return kind;
  }

  Set<Access> accesses() {
    return accesses;
  }

  Set<Copy> copies() {
    return copies;
  }

  Set<Reference> references() {
    return references;
  }
}
