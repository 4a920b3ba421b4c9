package io.jitjdbc.audit.reading;

import io.jitjdbc.audit.cells.CellItem;
import io.jitjdbc.audit.cells.CellType;
import io.jitjdbc.audit.cells.CellValue;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What was read in pieces. What was read twice is there once; what was skipped is left out. */
final class PiecedValue {
  private final StringBuilder text = new StringBuilder();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<CellValue> elements = new ArrayList<>();
  private CellValue other = CellValue.END;
  private long end;

  void add(CellItem.Piece piece) {
    Object content = piece.value().content();
    CellType type = piece.value().type();
    if (type == CellType.TEXT && content instanceof String string) {
      int from = known(piece, string.length());
      text.append(string, from, string.length());
    } else if (type == CellType.BYTES && content instanceof ByteBuffer buffer) {
      byte[] read = new byte[buffer.remaining()];
      buffer.duplicate().get(read);
      int from = known(piece, read.length);
      bytes.write(read, from, read.length - from);
    } else if (content instanceof List<?> list) {
      int from = known(piece, list.size());
      for (Object each : list.subList(from, list.size())) {
        elements.add((CellValue) each);
      }
    } else if (type == CellType.HASHED || type == CellType.OMITTED) {
      other = piece.value();
    }
  }

  /** How much of a piece was there before. */
  private int known(CellItem.Piece piece, int length) {
    long before = Math.min(length, Math.max(0, end - piece.position()));
    end = Math.max(end, piece.position() + length);
    return (int) before;
  }

  CellValue value() {
    if (bytes.size() > 0) {
      return new CellValue(CellType.BYTES, ByteBuffer.wrap(bytes.toByteArray()).asReadOnlyBuffer());
    }
    if (!elements.isEmpty()) {
      return new CellValue(CellType.ARRAY, List.copyOf(elements));
    }
    return text.length() == 0 && !other.equals(CellValue.END)
        ? other
        : new CellValue(CellType.TEXT, text.toString());
  }
}
