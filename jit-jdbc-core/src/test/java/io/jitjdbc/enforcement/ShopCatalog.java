package io.jitjdbc.enforcement;

import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.Relation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The shop's tables, as one session sees them; counts how often it is asked. */
final class ShopCatalog implements Catalog {
  private final Map<String, Relation> relations = new ConcurrentHashMap<>();
  private final AtomicInteger questions = new AtomicInteger();
  private volatile Trouble trouble = name -> {};

  /** What happens before a question about a name is answered. */
  @FunctionalInterface
  interface Trouble {
    void happen(String name) throws CatalogException;
  }

  ShopCatalog() {
    table("customers", "id", "name", "email", "ssn", "phone");
    table("orders", "id", "customer_id", "total");
    table("payroll", "id", "salary");
    table("vault", "id", "key");
    view("contacts", "SELECT id, email FROM customers", "id", "mail");
    view("phonebook", "SELECT id, phone FROM customers", "id", "line");
    view("opaque", "", "id");
  }

  @Override
  public Optional<Relation> find(String schema, String name) throws CatalogException {
    questions.incrementAndGet();
    trouble.happen(name);
    return Optional.ofNullable(relations.get(name));
  }

  void table(String name, String... columns) {
    relation(new Relation.BaseTable(new Table("shop", name), List.of(columns)));
  }

  void view(String name, String definition, String... columns) {
    relation(new Relation.View(new Table("shop", name), List.of(columns), definition));
  }

  void relation(Relation relation) {
    relations.put(relation.table().name(), relation);
  }

  void drop(String name) {
    relations.remove(name);
  }

  void failWith(Trouble next) {
    trouble = next;
  }

  int questions() {
    return questions.get();
  }
}
