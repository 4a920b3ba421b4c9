package io.jitjdbc.driver.catalog;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.Relation;
import io.jitjdbc.sql.Replacements;
import io.jitjdbc.sql.RowFunction;
import io.jitjdbc.sql.SystemRelations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The catalog as one connection's login sees it, asked anew each time.
 *
 * <p>It uses the connection itself, so that names mean what they mean to its statements.
 */
public final class JdbcCatalog implements Catalog {
  private final Connection connection;
  private final CatalogQueries queries;
  private final TemporaryTables temporary;
  private final RowFunctions functions;

  private JdbcCatalog(Connection connection, CatalogQueries queries, Dialect dialect) {
    this.connection = requireNonNull(connection);
    this.queries = queries;
    this.temporary = TemporaryTables.of(dialect, connection);
    this.functions = RowFunctions.of(dialect, connection);
  }

  /** The catalog behind a raw connection. */
  public static Catalog of(Connection connection, Dialect dialect) {
    return CatalogQueries.of(dialect.product())
        .<Catalog>map(queries -> new JdbcCatalog(connection, queries, dialect))
        .orElseGet(() -> new GenericCatalog(connection));
  }

  @Override
  public Optional<Relation> find(String schema, String name) throws CatalogException {
    try {
      Optional<Relation> relation = relation(schema, name);
      if (relation.isPresent() || queries.synonym().isEmpty()) {
        return relation;
      }
      Optional<Table> meant = synonym(schema, name);
      return meant.isPresent()
          ? relation(meant.get().schema(), meant.get().name())
          : Optional.empty();
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  @Override
  public List<RowFunction> functions(String schema, String name) throws CatalogException {
    try {
      return functions.find(schema, name);
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  @Override
  public List<String> typeFields(String schema, String name) throws CatalogException {
    try {
      return functions.typeFields(schema, name);
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  @Override
  public Replacements replacements() throws CatalogException {
    Set<String> routines = new HashSet<>();
    Set<String> operators = new HashSet<>();
    boolean casts = false;
    try (PreparedStatement query = connection.prepareStatement(queries.replacements());
        ResultSet found = query.executeQuery()) {
      while (found.next()) {
        switch (found.getString(1)) {
          case "routine" -> routines.add(found.getString(2));
          case "operator" -> operators.add(found.getString(2));
          default -> casts = true;
        }
      }
      return new Replacements(routines, operators, casts);
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private static CatalogException unreadable(SQLException e) {
    return new CatalogException("the catalog cannot be read (SQLSTATE " + e.getSQLState() + ")");
  }

  private Optional<Relation> relation(String schema, String name)
      throws SQLException, CatalogException {
    try (PreparedStatement query = connection.prepareStatement(queries.relation())) {
      bind(query, schema, name);
      try (ResultSet found = query.executeQuery()) {
        if (!found.next()) {
          return Optional.empty();
        }
        Relation relation = relation(found);
        if (found.next()) {
          throw new CatalogException(
              name + " is a temporary table that hides another; drop it or give it another name");
        }
        return Optional.of(relation);
      }
    }
  }

  private Optional<Table> synonym(String schema, String name) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(queries.synonym())) {
      bind(query, schema, name);
      try (ResultSet found = query.executeQuery()) {
        return found.next() ? Optional.of(table(found)) : Optional.empty();
      }
    }
  }

  private Relation relation(ResultSet found) throws SQLException, CatalogException {
    Table table = table(found);
    // The views over a database's own structure are its interface: there is nothing behind them.
    boolean isView = found.getBoolean(3) && !SystemRelations.isStructure(table);
    String definition = Optional.ofNullable(found.getString(4)).orElse("");
    boolean isRewritten = found.getBoolean(5);
    Map<String, Optional<String>> columns = columns(table);
    List<String> names = temporary.columns(table, List.copyOf(columns.keySet()));
    if (isView) {
      return new Relation.View(table, names, definition, isRewritten);
    }
    var computed = new LinkedHashMap<String, String>();
    columns.forEach((name, text) -> text.ifPresent(shown -> computed.put(name, shown)));
    return new Relation.BaseTable(table, names, kin(table), computed, isRewritten);
  }

  /** In order; with its expression, where a column is computed. */
  private Map<String, Optional<String>> columns(Table table) throws SQLException {
    var columns = new LinkedHashMap<String, Optional<String>>();
    try (PreparedStatement query = connection.prepareStatement(queries.columns())) {
      bind(query, table);
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          boolean isComputed = found.getBoolean(2);
          String expression = Optional.ofNullable(found.getString(3)).orElse("");
          columns.put(found.getString(1), isComputed ? Optional.of(expression) : Optional.empty());
        }
      }
    }
    return columns;
  }

  private Set<Table> kin(Table table) throws SQLException {
    if (queries.kin().isEmpty()) {
      return Set.of();
    }
    try (PreparedStatement query = connection.prepareStatement(queries.kin())) {
      bind(query, table);
      try (ResultSet found = query.executeQuery()) {
        var kin = new HashSet<Table>();
        while (found.next()) {
          kin.add(table(found));
        }
        return kin;
      }
    }
  }

  private static Table table(ResultSet found) throws SQLException {
    return new Table(found.getString(1), found.getString(2));
  }

  private static void bind(PreparedStatement query, Table table) throws SQLException {
    query.setString(1, table.schema());
    query.setString(2, table.name());
  }

  private static void bind(PreparedStatement query, String schema, String name)
      throws SQLException {
    query.setString(1, schema);
    query.setString(2, schema);
    query.setString(3, name);
  }
}
