package io.jitjdbc.access;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;

/**
 * Something in a database that a statement touches, named as the catalog spells it.
 *
 * <p>A schema is empty only where the database has none or where it could not be resolved.
 */
public sealed interface Resource {

  /** The dotted name, for policies, messages and audit; never holds a value. */
  String path();

  /** Answers for the one kind of resource this is. */
  <R> R fold(Cases<R> cases);

  /** One answer per kind of resource. */
  record Cases<R>(
      Function<Table, R> table,
      Function<Column, R> column,
      Function<Routine, R> routine,
      Function<Server, R> server,
      Function<Metadata, R> metadata) {}

  /** A base table or a view. */
  record Table(String schema, String name) implements Resource {
    public Table {
      requireNonNull(schema);
      requireNonNull(name);
    }

    @Override
    public String path() {
      return schema.isEmpty() ? name : schema + '.' + name;
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.table().apply(this);
    }
  }

  /** A column of a table or view. */
  record Column(Table table, String name) implements Resource {
    public Column {
      requireNonNull(table);
      requireNonNull(name);
    }

    @Override
    public String path() {
      return table.path() + '.' + name;
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.column().apply(this);
    }
  }

  /** A function or procedure. */
  record Routine(String schema, String name) implements Resource {
    public Routine {
      requireNonNull(schema);
      requireNonNull(name);
    }

    @Override
    public String path() {
      return schema.isEmpty() ? name : schema + '.' + name;
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.routine().apply(this);
    }
  }

  /** The database server itself: its files, programs and settings. */
  record Server() implements Resource {
    @Override
    public String path() {
      return "server";
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.server().apply(this);
    }
  }

  /** What {@link java.sql.DatabaseMetaData} tells of the database's structure. */
  record Metadata() implements Resource {
    @Override
    public String path() {
      return "metadata";
    }

    @Override
    public <R> R fold(Cases<R> cases) {
      return cases.metadata().apply(this);
    }
  }
}
