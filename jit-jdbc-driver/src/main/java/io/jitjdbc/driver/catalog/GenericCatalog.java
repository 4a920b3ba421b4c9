package io.jitjdbc.driver.catalog;

import io.jitjdbc.access.Resource;
import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.Relation;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The catalog of a product that is not known: what JDBC itself tells. Views cannot be read through,
 * so their columns have no proven origin.
 */
final class GenericCatalog implements Catalog {
  /** As JDBC has it, and as the SQL standard does. */
  private static final Set<String> TABLE_TYPES = Set.of("TABLE", "BASE TABLE");

  private final Connection connection;

  GenericCatalog(Connection connection) {
    this.connection = connection;
  }

  @Override
  public Optional<Relation> find(String schema, String name) throws CatalogException {
    try {
      DatabaseMetaData metaData = connection.getMetaData();
      String where = schema.isEmpty() ? connection.getSchema() : schema;
      List<Relation> found = tables(metaData, where, name);
      // Two relations that only differ in case, or in a schema that we cannot tell: not proven.
      return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    } catch (SQLException e) {
      throw new CatalogException("the catalog cannot be read (SQLSTATE " + e.getSQLState() + ")");
    }
  }

  private static List<Relation> tables(DatabaseMetaData metaData, String schema, String name)
      throws SQLException {
    var found = new ArrayList<Relation>();
    try (ResultSet tables = metaData.getTables(null, schema, "%", null)) {
      while (tables.next()) {
        if (tables.getString("TABLE_NAME").equalsIgnoreCase(name)) {
          found.add(relation(metaData, tables));
        }
      }
    }
    return found;
  }

  private static Relation relation(DatabaseMetaData metaData, ResultSet tables)
      throws SQLException {
    String schema = Optional.ofNullable(tables.getString("TABLE_SCHEM")).orElse("");
    var table = new Resource.Table(schema, tables.getString("TABLE_NAME"));
    List<String> columns = columns(metaData, table);
    return TABLE_TYPES.contains(tables.getString("TABLE_TYPE"))
        ? new Relation.BaseTable(table, columns)
        : new Relation.View(table, columns, "");
  }

  private static List<String> columns(DatabaseMetaData metaData, Resource.Table table)
      throws SQLException {
    var columns = new ArrayList<String>();
    try (ResultSet found = metaData.getColumns(null, table.schema(), "%", "%")) {
      while (found.next()) {
        if (found.getString("TABLE_NAME").equals(table.name())) {
          columns.add(found.getString("COLUMN_NAME"));
        }
      }
    }
    return columns;
  }
}
