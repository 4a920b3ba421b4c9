package io.jitjdbc.sql.lineage;

import io.jitjdbc.sql.Catalog;

/** The parts of one analysis, which need each other. */
final class Resolver {

  private final Names names;
  private final Ledger ledger;
  private final Views views;
  private final BuiltIns builtIns;
  private final GeneratedColumns generatedColumns;
  private final Rules rules;
  private final ColumnNames columns;
  private final Stars stars;
  private final Conditions conditions;
  private final Tables tables;
  private final YieldedColumns yieldedColumns;
  private final FromClauses fromClauses;
  private final Queries queries;
  private final Writes writes;
  private final Creations creations;

  Resolver(Names names, Catalog catalog, Views views, Work work) {
    this.names = names;
    this.views = views;
    builtIns = new BuiltIns(names, catalog);
    generatedColumns =
        new GeneratedColumns(names.dialect(), () -> new Resolver(names, catalog, views, work));
    ledger = new Ledger();
    rules = new Rules(work);
    columns = new ColumnNames(names, ledger);
    stars = new Stars(this);
    conditions = new Conditions(this);
    tables = new Tables(this, catalog);
    yieldedColumns = new YieldedColumns(names, builtIns, catalog);
    fromClauses = new FromClauses(this);
    queries = new Queries(this);
    writes = new Writes(this);
    creations = new Creations(this);
    Operators.register(this);
    Expressions.register(this);
    FunctionCalls.register(this);
    JsonCalls.register(rules, this);
  }

  Names names() {
    return names;
  }

  Ledger ledger() {
    return ledger;
  }

  Views views() {
    return views;
  }

  BuiltIns builtIns() {
    return builtIns;
  }

  GeneratedColumns generatedColumns() {
    return generatedColumns;
  }

  Rules rules() {
    return rules;
  }

  ColumnNames columns() {
    return columns;
  }

  Stars stars() {
    return stars;
  }

  Conditions conditions() {
    return conditions;
  }

  Tables tables() {
    return tables;
  }

  YieldedColumns yieldedColumns() {
    return yieldedColumns;
  }

  FromClauses fromClauses() {
    return fromClauses;
  }

  Queries queries() {
    return queries;
  }

  Writes writes() {
    return writes;
  }

  Creations creations() {
    return creations;
  }
}
