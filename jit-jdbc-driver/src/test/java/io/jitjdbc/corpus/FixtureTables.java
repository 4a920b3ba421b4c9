package io.jitjdbc.corpus;

import static io.jitjdbc.corpus.Field.clear;
import static io.jitjdbc.corpus.Field.masked;

import io.jitjdbc.testing.DatabaseProduct;
import java.util.ArrayList;
import java.util.List;

/** The tables and views of the fixture that generated queries read. */
final class FixtureTables {
  static final Source CUSTOMERS =
      table(
          "customers",
          clear("id", "number"),
          clear("name", "text"),
          masked("email", "text"),
          masked("ssn", "text"),
          masked("card_number", "text"),
          masked("salary", "number"),
          masked("birth_date", "date"),
          masked("notes", "json"));
  static final Source ORDERS =
      table(
          "orders",
          clear("id", "number"),
          clear("customer_id", "number"),
          clear("total", "number"));
  static final Source NEWSLETTER =
      table("newsletter", clear("id", "number"), clear("email", "text"), clear("topic", "text"));
  private static final List<Source> EVERYWHERE =
      List.of(
          CUSTOMERS,
          ORDERS,
          CUSTOMERS,
          ORDERS,
          NEWSLETTER,
          table(
              "v_contacts",
              clear("id", "number"),
              clear("name", "text"),
              masked("contact", "text")),
          table("v_contacts2", clear("i", "number"), clear("n", "text"), masked("x", "text")),
          table("v_order_totals", clear("customer_id", "number"), clear("sum_total", "number")));

  private FixtureTables() {}

  static List<Source> of(DatabaseProduct product) {
    var tables = new ArrayList<>(EVERYWHERE);
    if (product != DatabaseProduct.MARIADB) {
      List<Field> fields =
          List.of(clear("id", "number"), clear("name", "text"), clear("email", "text"));
      tables.add(new Source("tenant.customers", "customers", fields));
    }
    if (product == DatabaseProduct.POSTGRESQL) {
      tables.add(table("mv_payroll", clear("pid", "number"), masked("amount", "number")));
    }
    return tables;
  }

  private static Source table(String name, Field... fields) {
    return new Source(name, name, List.of(fields));
  }
}
