package io.jitjdbc.driver;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.enforcement.ColumnPlan;
import io.jitjdbc.enforcement.Permission;
import io.jitjdbc.enforcement.ReportedColumn;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks a driver where the columns of a result come from.
 *
 * <p>PostgreSQL's names the base table and column behind every alias, through an interface of its
 * own; the standard methods name aliases with most drivers.
 */
final class ReportedColumns {
  private static final String POSTGRESQL = "org.postgresql.PGResultSetMetaData";

  private ReportedColumns() {}

  /** The plan for a result; the driver is asked until the plan is held against its answer. */
  static ColumnPlan plan(Permission granted, ResultSetMetaData metaData)
      throws SQLException, RefusedException {
    return granted.isConfirmed()
        ? granted.plan(metaData.getColumnCount())
        : granted.plan(of(metaData));
  }

  static List<ReportedColumn> of(ResultSetMetaData metaData) throws SQLException {
    Optional<BaseNames> base = BaseNames.of(metaData);
    var reported = new ArrayList<ReportedColumn>();
    for (int index = 1; index <= metaData.getColumnCount(); index++) {
      reported.add(base.isPresent() ? base.get().column(index) : standard(metaData, index));
    }
    return reported;
  }

  private static ReportedColumn standard(ResultSetMetaData metaData, int index)
      throws SQLException {
    String schema = text(metaData.getSchemaName(index));
    return new ReportedColumn(
        // What is a schema to us is a catalog to the drivers of MySQL's family.
        schema.isEmpty() ? text(metaData.getCatalogName(index)) : schema,
        text(metaData.getTableName(index)),
        text(metaData.getColumnName(index)),
        false);
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** The methods of PostgreSQL's public interface, found without having it at hand. */
  private record BaseNames(
      ResultSetMetaData metaData, MethodHandle schema, MethodHandle table, MethodHandle column) {

    static Optional<BaseNames> of(ResultSetMetaData metaData) {
      return Stream.<Class<?>>iterate(
              metaData.getClass(), type -> type != null, Class::getSuperclass)
          .flatMap(type -> Arrays.stream(type.getInterfaces()))
          .filter(type -> type.getName().equals(POSTGRESQL))
          .findFirst()
          .flatMap(type -> of(metaData, type));
    }

    private static Optional<BaseNames> of(ResultSetMetaData metaData, Class<?> type) {
      try {
        return Optional.of(
            new BaseNames(
                metaData,
                getter(type, "getBaseSchemaName"),
                getter(type, "getBaseTableName"),
                getter(type, "getBaseColumnName")));
      } catch (NoSuchMethodException | IllegalAccessException e) {
        // A driver of another age; what the standard methods say is less, and believed less.
        return Optional.empty();
      }
    }

    private static MethodHandle getter(Class<?> type, String name)
        throws NoSuchMethodException, IllegalAccessException {
      return MethodHandles.publicLookup()
          .findVirtual(type, name, MethodType.methodType(String.class, int.class));
    }

    ReportedColumn column(int index) throws SQLException {
      return new ReportedColumn(name(schema, index), name(table, index), name(column, index), true);
    }

    private String name(MethodHandle getter, int index) throws SQLException {
      try {
        return text((String) getter.invoke(metaData, index));
      } catch (SQLException | RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException("the driver threw what it does not declare", e);
      }
    }
  }
}
