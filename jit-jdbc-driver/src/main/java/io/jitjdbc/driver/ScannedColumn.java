package io.jitjdbc.driver;

import io.jitjdbc.masking.detection.Sightings;
import io.jitjdbc.masking.detection.TextScan;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A column without a mask whose cells are looked through as texts. A cell in which nothing is
 * hidden is the driver's own, whichever type the caller wants.
 *
 * @param className the type that {@code getObject} has for this column
 */
record ScannedColumn(TextScan scan, Sightings sightings, String className) implements ShownColumn {

  @Override
  public @Nullable ShownValue show(ResultSet raw, int index) throws SQLException {
    String text = raw.getString(index);
    String shown = text == null ? null : scan.show(text, sightings);
    // The same object is how the scan says that there was nothing to hide.
    return isSame(shown, text) ? null : new ShownValue(shown, className);
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(@Nullable String shown, @Nullable String text) {
    return shown == text;
  }

  @Override
  public @Nullable String showText(ResultSet raw, int index) throws SQLException {
    String text = raw.getString(index);
    return text == null ? null : scan.show(text, sightings);
  }

  /** Whether the column can hold text: arrays and whatever a vendor has, but no number or date. */
  static boolean canHoldText(ResultSetMetaData metaData, int index) throws SQLException {
    return switch (metaData.getColumnType(index)) {
      case Types.CHAR,
          Types.VARCHAR,
          Types.LONGVARCHAR,
          Types.NCHAR,
          Types.NVARCHAR,
          Types.LONGNVARCHAR,
          Types.CLOB,
          Types.NCLOB,
          Types.SQLXML,
          Types.ARRAY,
          Types.STRUCT,
          Types.DISTINCT ->
          true;
      case Types.OTHER, Types.JAVA_OBJECT ->
          !"uuid".equals(metaData.getColumnTypeName(index).toLowerCase(Locale.ROOT));
      default -> false;
    };
  }
}
