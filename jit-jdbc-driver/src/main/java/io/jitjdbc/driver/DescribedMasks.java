package io.jitjdbc.driver;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * The description of a result with masked columns, as they are shown: what a mask makes can be
 * null, a text of it has its own length, and a type that no mask can make up is shown as text.
 */
@NullUnmarked
final class DescribedMasks extends DescribedResult {
  private final @Nullable MaskedColumn[] masks;

  DescribedMasks(ResultSetMetaData raw, @Nullable MaskedColumn[] masks) {
    super(raw);
    this.masks = masks;
  }

  private boolean isMasked(int column) {
    return column > 0 && column < masks.length && masks[column] != null;
  }

  /** Whether the mask's text stands in for a value of a type that it cannot make. */
  private boolean isStandIn(int column) {
    return isMasked(column) && !ShownTypes.isMade(masks[column].className());
  }

  private boolean isText(int column) throws SQLException {
    return isMasked(column) && getColumnClassName(column).equals(String.class.getName());
  }

  @Override
  public int isNullable(int column) throws SQLException {
    return isMasked(column) ? columnNullable : super.isNullable(column);
  }

  @Override
  public boolean isAutoIncrement(int column) throws SQLException {
    return !isMasked(column) && super.isAutoIncrement(column);
  }

  /** A text may become longer when it is masked, and how long it gets is the mask's affair. */
  @Override
  public int getColumnDisplaySize(int column) throws SQLException {
    return isText(column) ? Integer.MAX_VALUE : super.getColumnDisplaySize(column);
  }

  @Override
  public int getPrecision(int column) throws SQLException {
    return isText(column) ? Integer.MAX_VALUE : super.getPrecision(column);
  }

  @Override
  public int getScale(int column) throws SQLException {
    return isText(column) ? 0 : super.getScale(column);
  }

  @Override
  public int getColumnType(int column) throws SQLException {
    return isStandIn(column) ? Types.VARCHAR : super.getColumnType(column);
  }

  @Override
  public String getColumnTypeName(int column) throws SQLException {
    return isStandIn(column) ? "VARCHAR" : super.getColumnTypeName(column);
  }

  @Override
  public String getColumnClassName(int column) throws SQLException {
    return isStandIn(column) ? String.class.getName() : super.getColumnClassName(column);
  }
}
