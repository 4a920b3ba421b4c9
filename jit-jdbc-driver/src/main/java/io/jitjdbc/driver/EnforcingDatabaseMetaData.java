package io.jitjdbc.driver;

import io.jitjdbc.driver.forward.ForwardingDatabaseMetaData;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.NullUnmarked;

/**
 * The catalog as the lease's login sees it. Its rows hold names and definitions, so they are not
 * masked, but counted where the policy says so; they point back to our connection and end with the
 * lease.
 */
@NullUnmarked
final class EnforcingDatabaseMetaData extends ForwardingDatabaseMetaData {

  private final EnforcingConnection connection;
  private final DatabaseMetaData raw;
  private final CatalogRows rows;

  EnforcingDatabaseMetaData(EnforcingConnection connection, DatabaseMetaData raw) {
    this.connection = connection;
    this.raw = raw;
    this.rows = new CatalogRows(connection);
  }

  @Override
  protected DatabaseMetaData delegate() {
    return raw;
  }

  /** The URL of the database, without properties and without a login. */
  @Override
  public String getURL() throws SQLException {
    return connection.session().target();
  }

  /** The login that the lease carries; not a secret. */
  @Override
  public String getUserName() throws SQLException {
    return connection.session().databaseUser();
  }

  @Override
  public Connection getConnection() throws SQLException {
    return connection;
  }

  @Override
  public ResultSet getProcedures(String catalog, String schemaPattern, String procedureNamePattern)
      throws SQLException {
    return rows.of(
        () -> raw.getProcedures(catalog, schemaPattern, procedureNamePattern),
        "getProcedures",
        catalog,
        schemaPattern,
        procedureNamePattern);
  }

  @Override
  public ResultSet getProcedureColumns(
      String catalog, String schemaPattern, String procedureNamePattern, String columnNamePattern)
      throws SQLException {
    return rows.of(
        () ->
            raw.getProcedureColumns(
                catalog, schemaPattern, procedureNamePattern, columnNamePattern),
        "getProcedureColumns",
        catalog,
        schemaPattern,
        procedureNamePattern,
        columnNamePattern);
  }

  @Override
  public ResultSet getTables(
      String catalog, String schemaPattern, String tableNamePattern, String[] types)
      throws SQLException {
    String[] asked = rows.frozen(types);
    return rows.of(
        () -> raw.getTables(catalog, schemaPattern, tableNamePattern, asked),
        "getTables",
        catalog,
        schemaPattern,
        tableNamePattern,
        asked);
  }

  @Override
  public ResultSet getSchemas() throws SQLException {
    return rows.of(raw::getSchemas, "getSchemas");
  }

  @Override
  public ResultSet getCatalogs() throws SQLException {
    return rows.of(raw::getCatalogs, "getCatalogs");
  }

  @Override
  public ResultSet getTableTypes() throws SQLException {
    return rows.of(raw::getTableTypes, "getTableTypes");
  }

  @Override
  public ResultSet getColumns(
      String catalog, String schemaPattern, String tableNamePattern, String columnNamePattern)
      throws SQLException {
    return rows.of(
        () -> raw.getColumns(catalog, schemaPattern, tableNamePattern, columnNamePattern),
        "getColumns",
        catalog,
        schemaPattern,
        tableNamePattern,
        columnNamePattern);
  }

  @Override
  public ResultSet getColumnPrivileges(
      String catalog, String schema, String table, String columnNamePattern) throws SQLException {
    return rows.of(
        () -> raw.getColumnPrivileges(catalog, schema, table, columnNamePattern),
        "getColumnPrivileges",
        catalog,
        schema,
        table,
        columnNamePattern);
  }

  @Override
  public ResultSet getTablePrivileges(String catalog, String schemaPattern, String tableNamePattern)
      throws SQLException {
    return rows.of(
        () -> raw.getTablePrivileges(catalog, schemaPattern, tableNamePattern),
        "getTablePrivileges",
        catalog,
        schemaPattern,
        tableNamePattern);
  }

  @Override
  public ResultSet getBestRowIdentifier(
      String catalog, String schema, String table, int scope, boolean nullable)
      throws SQLException {
    return rows.of(
        () -> raw.getBestRowIdentifier(catalog, schema, table, scope, nullable),
        "getBestRowIdentifier",
        catalog,
        schema,
        table,
        scope,
        nullable);
  }

  @Override
  public ResultSet getVersionColumns(String catalog, String schema, String table)
      throws SQLException {
    return rows.of(
        () -> raw.getVersionColumns(catalog, schema, table),
        "getVersionColumns",
        catalog,
        schema,
        table);
  }

  @Override
  public ResultSet getPrimaryKeys(String catalog, String schema, String table) throws SQLException {
    return rows.of(
        () -> raw.getPrimaryKeys(catalog, schema, table), "getPrimaryKeys", catalog, schema, table);
  }

  @Override
  public ResultSet getImportedKeys(String catalog, String schema, String table)
      throws SQLException {
    return rows.of(
        () -> raw.getImportedKeys(catalog, schema, table),
        "getImportedKeys",
        catalog,
        schema,
        table);
  }

  @Override
  public ResultSet getExportedKeys(String catalog, String schema, String table)
      throws SQLException {
    return rows.of(
        () -> raw.getExportedKeys(catalog, schema, table),
        "getExportedKeys",
        catalog,
        schema,
        table);
  }

  @Override
  public ResultSet getCrossReference(
      String parentCatalog,
      String parentSchema,
      String parentTable,
      String foreignCatalog,
      String foreignSchema,
      String foreignTable)
      throws SQLException {
    return rows.of(
        () ->
            raw.getCrossReference(
                parentCatalog,
                parentSchema,
                parentTable,
                foreignCatalog,
                foreignSchema,
                foreignTable),
        "getCrossReference",
        parentCatalog,
        parentSchema,
        parentTable,
        foreignCatalog,
        foreignSchema,
        foreignTable);
  }

  @Override
  public ResultSet getTypeInfo() throws SQLException {
    return rows.of(raw::getTypeInfo, "getTypeInfo");
  }

  @Override
  public ResultSet getIndexInfo(
      String catalog, String schema, String table, boolean unique, boolean approximate)
      throws SQLException {
    return rows.of(
        () -> raw.getIndexInfo(catalog, schema, table, unique, approximate),
        "getIndexInfo",
        catalog,
        schema,
        table,
        unique,
        approximate);
  }

  @Override
  public ResultSet getUDTs(
      String catalog, String schemaPattern, String typeNamePattern, int[] types)
      throws SQLException {
    int[] asked = rows.frozen(types);
    return rows.of(
        () -> raw.getUDTs(catalog, schemaPattern, typeNamePattern, asked),
        "getUDTs",
        catalog,
        schemaPattern,
        typeNamePattern,
        asked);
  }

  @Override
  public ResultSet getSuperTypes(String catalog, String schemaPattern, String typeNamePattern)
      throws SQLException {
    return rows.of(
        () -> raw.getSuperTypes(catalog, schemaPattern, typeNamePattern),
        "getSuperTypes",
        catalog,
        schemaPattern,
        typeNamePattern);
  }

  @Override
  public ResultSet getSuperTables(String catalog, String schemaPattern, String tableNamePattern)
      throws SQLException {
    return rows.of(
        () -> raw.getSuperTables(catalog, schemaPattern, tableNamePattern),
        "getSuperTables",
        catalog,
        schemaPattern,
        tableNamePattern);
  }

  @Override
  public ResultSet getAttributes(
      String catalog, String schemaPattern, String typeNamePattern, String attributeNamePattern)
      throws SQLException {
    return rows.of(
        () -> raw.getAttributes(catalog, schemaPattern, typeNamePattern, attributeNamePattern),
        "getAttributes",
        catalog,
        schemaPattern,
        typeNamePattern,
        attributeNamePattern);
  }

  @Override
  public ResultSet getSchemas(String catalog, String schemaPattern) throws SQLException {
    return rows.of(
        () -> raw.getSchemas(catalog, schemaPattern), "getSchemas", catalog, schemaPattern);
  }

  @Override
  public ResultSet getClientInfoProperties() throws SQLException {
    return rows.of(raw::getClientInfoProperties, "getClientInfoProperties");
  }

  @Override
  public ResultSet getFunctions(String catalog, String schemaPattern, String functionNamePattern)
      throws SQLException {
    return rows.of(
        () -> raw.getFunctions(catalog, schemaPattern, functionNamePattern),
        "getFunctions",
        catalog,
        schemaPattern,
        functionNamePattern);
  }

  @Override
  public ResultSet getFunctionColumns(
      String catalog, String schemaPattern, String functionNamePattern, String columnNamePattern)
      throws SQLException {
    return rows.of(
        () ->
            raw.getFunctionColumns(catalog, schemaPattern, functionNamePattern, columnNamePattern),
        "getFunctionColumns",
        catalog,
        schemaPattern,
        functionNamePattern,
        columnNamePattern);
  }

  @Override
  public ResultSet getPseudoColumns(
      String catalog, String schemaPattern, String tableNamePattern, String columnNamePattern)
      throws SQLException {
    return rows.of(
        () -> raw.getPseudoColumns(catalog, schemaPattern, tableNamePattern, columnNamePattern),
        "getPseudoColumns",
        catalog,
        schemaPattern,
        tableNamePattern,
        columnNamePattern);
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw Refusals.notAWayOut(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
