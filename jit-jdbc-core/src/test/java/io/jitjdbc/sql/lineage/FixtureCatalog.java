package io.jitjdbc.sql.lineage;

import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.Relation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A small shop: people with secrets, their orders, and views over both. */
final class FixtureCatalog implements Catalog {

  static final String PEOPLE = "id,name,email,ssn,salary,notes";

  private final Map<String, Relation> relations = new HashMap<>();
  private final Dialect dialect;

  FixtureCatalog(Dialect dialect) {
    this.dialect = dialect;
    base("shop", "people", PEOPLE);
    base("shop", "orders", "id,person_id,total");
    base("shop", "log", "id,line");
    base("other", "people", "id,name,email");
    view("contacts", "id,name,contact", "SELECT id, name, email AS contact FROM people");
    view("callers", "i,n,x", "SELECT id, name, contact FROM contacts");
    view("rich", "id", "SELECT id FROM people WHERE salary > 100000");
    view(
        "totals", "person_id,total", "SELECT person_id, SUM(total) FROM orders GROUP BY person_id");
    view("hidden", "id,name", "");
    view("broken", "id", "SELECT id FROM nothing");
    view("ring", "id", "SELECT id FROM ring");
  }

  @Override
  public Optional<Relation> find(String schema, String name) {
    String where = schema.isEmpty() ? spell("shop") : schema;
    return Optional.ofNullable(relations.get(where + '.' + name));
  }

  private void base(String schema, String name, String columns) {
    Table table = new Table(spell(schema), spell(name));
    relations.put(table.path(), new Relation.BaseTable(table, columns(columns)));
  }

  private void view(String name, String columns, String definition) {
    Table table = new Table(spell("shop"), spell(name));
    relations.put(table.path(), new Relation.View(table, columns(columns), definition));
  }

  private List<String> columns(String names) {
    return Arrays.stream(names.split(",", -1)).map(this::spell).toList();
  }

  private String spell(String name) {
    return dialect.unquoted() == Dialect.Folding.UPPER ? name.toUpperCase(Locale.ROOT) : name;
  }
}
