package io.jitjdbc.spring.server.recordings;

import io.jitjdbc.audit.ResultColumn;
import io.jitjdbc.audit.cells.CellType;
import io.jitjdbc.audit.cells.CellValue;
import io.jitjdbc.audit.replay.CellText;
import io.jitjdbc.audit.replay.Visible;
import java.util.Optional;

/**
 * A cell as a page shows it.
 *
 * @param label of its column
 * @param text what was read, with escapes for what a page would not show, or would obey
 * @param length how many characters there are, where the text is not all of them; otherwise 0
 */
public record ReplayCell(String label, Kind kind, boolean isMasked, String text, int length) {
  private static final int MOST = 300;

  /** What a cell is. */
  public enum Kind {
    /** The row was there, and nobody looked at this. */
    UNREAD,
    /** It was read, and there was no value. */
    NULL,
    /** It was read, and was a text without a character. */
    EMPTY,
    /** It was read. */
    VALUE
  }

  static ReplayCell of(ResultColumn column, Optional<CellValue> value) {
    String label = Visible.of(column.label());
    if (value.isEmpty()) {
      return new ReplayCell(label, Kind.UNREAD, false, "", 0);
    }
    if (value.get().type() == CellType.NULL) {
      return new ReplayCell(label, Kind.NULL, column.isMasked(), "", 0);
    }
    String text = CellText.of(value.get());
    int length = text.codePointCount(0, text.length());
    boolean isLong = length > MOST;
    String shown = isLong ? text.substring(0, text.offsetByCodePoints(0, MOST)) : text;
    return new ReplayCell(
        label,
        text.isEmpty() ? Kind.EMPTY : Kind.VALUE,
        column.isMasked(),
        Visible.of(shown),
        isLong ? length : 0);
  }
}
