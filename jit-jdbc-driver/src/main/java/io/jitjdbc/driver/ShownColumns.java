package io.jitjdbc.driver;

import io.jitjdbc.audit.ResultColumn;
import io.jitjdbc.enforcement.ColumnPlan;
import io.jitjdbc.enforcement.Permission;
import io.jitjdbc.masking.ColumnMask;
import io.jitjdbc.masking.detection.TextScan;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A plan as it applies to the columns of one result. */
final class ShownColumns {
  private static final @Nullable ShownColumn[] ALL_AS_THEY_ARE = {};

  private final ColumnPlan plan;
  private final @Nullable ShownColumn[] byIndex;

  private ShownColumns(ColumnPlan plan, @Nullable ShownColumn[] byIndex) {
    this.plan = plan;
    this.byIndex = byIndex;
  }

  static ShownColumns of(ColumnPlan plan, ResultSet raw, Permission permission)
      throws SQLException {
    if (!plan.masksAnything() && !plan.scansAnything()) {
      return new ShownColumns(plan, ALL_AS_THEY_ARE);
    }
    @Nullable ColumnMask[] masks = plan.masks();
    ResultSetMetaData metaData = raw.getMetaData();
    var columns = new ShownColumn[masks.length];
    for (int index = 1; index < masks.length; index++) {
      ColumnMask mask = masks[index];
      TextScan scan = plan.scan(index);
      if (mask != null) {
        columns[index] =
            plan.isWithheld(index)
                ? MaskedColumn.withheld(mask, metaData, index)
                : MaskedColumn.of(mask, metaData, index);
      } else if (scan != null && ScannedColumn.canHoldText(metaData, index)) {
        columns[index] =
            new ScannedColumn(
                scan, permission.sightings(index), metaData.getColumnClassName(index));
      }
    }
    return new ShownColumns(plan, columns);
  }

  /**
   * How each column is shown, by JDBC index: null where it is shown as it is, and empty if all are.
   */
  @Nullable ShownColumn[] byIndex() {
    return byIndex;
  }

  /** Why a column is masked, and how; empty if it is not. */
  Optional<String> reason(int index) {
    return plan.reason(index);
  }

  /**
   * The columns as a recording tells them.
   *
   * @param described as the caller is told of them
   * @param tags what is known of where each comes from, by JDBC index
   */
  List<ResultColumn> recorded(ResultSetMetaData described, IntFunction<String> tags)
      throws SQLException {
    var columns = new ArrayList<ResultColumn>();
    for (int index = 1; index <= described.getColumnCount(); index++) {
      String typeName = described.getColumnTypeName(index);
      columns.add(
          new ResultColumn(
              described.getColumnLabel(index),
              typeName == null ? "" : typeName,
              described.getColumnType(index),
              reason(index).orElse(""),
              tags.apply(index)));
    }
    return columns;
  }

  /** The description of the result as it is shown. */
  ResultSetMetaData describe(ResultSetMetaData raw) {
    if (!plan.masksAnything()) {
      return new DescribedResult(raw);
    }
    var masked =
        Arrays.stream(byIndex)
            .map(column -> column instanceof MaskedColumn mask ? mask : null)
            .toArray(MaskedColumn[]::new);
    return new DescribedMasks(raw, masked);
  }
}
