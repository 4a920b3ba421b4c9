package io.jitjdbc.driver.catalog;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Resource;
import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.Relation;
import io.jitjdbc.sql.SystemRelations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The catalog as one connection's login sees it, asked anew each time.
 *
 * <p>It uses the connection itself, so that names mean what they mean to its statements.
 */
public final class JdbcCatalog implements Catalog {
  private final Connection connection;
  private final CatalogQueries queries;

  private JdbcCatalog(Connection connection, CatalogQueries queries) {
    this.connection = requireNonNull(connection);
    this.queries = queries;
  }

  /** The catalog behind a raw connection. */
  public static Catalog of(Connection connection, Dialect dialect) {
    return CatalogQueries.of(dialect.product())
        .<Catalog>map(queries -> new JdbcCatalog(connection, queries))
        .orElseGet(() -> new GenericCatalog(connection));
  }

  @Override
  public Optional<Relation> find(String schema, String name) throws CatalogException {
    try (PreparedStatement query = connection.prepareStatement(queries.relation())) {
      bind(query, schema, name);
      try (ResultSet found = query.executeQuery()) {
        return found.next() ? Optional.of(relation(found)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new CatalogException("the catalog cannot be read (SQLSTATE " + e.getSQLState() + ")");
    }
  }

  private Relation relation(ResultSet found) throws SQLException {
    var table = new Resource.Table(found.getString(1), found.getString(2));
    // The views over a database's own structure are its interface: there is nothing behind them.
    boolean isView = found.getBoolean(3) && !SystemRelations.isStructure(table);
    String definition = Optional.ofNullable(found.getString(4)).orElse("");
    List<String> columns = columns(table);
    return isView
        ? new Relation.View(table, columns, definition)
        : new Relation.BaseTable(table, columns);
  }

  private List<String> columns(Resource.Table table) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(queries.columns())) {
      query.setString(1, table.schema());
      query.setString(2, table.name());
      try (ResultSet found = query.executeQuery()) {
        var columns = new ArrayList<String>();
        while (found.next()) {
          columns.add(found.getString(1));
        }
        return columns;
      }
    }
  }

  private static void bind(PreparedStatement query, String schema, String name)
      throws SQLException {
    query.setString(1, schema);
    query.setString(2, schema);
    query.setString(3, name);
  }
}
