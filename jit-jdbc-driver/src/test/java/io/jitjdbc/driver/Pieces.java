package io.jitjdbc.driver;

import io.jitjdbc.audit.cells.CellItem;
import io.jitjdbc.audit.cells.CellItem.Piece;
import io.jitjdbc.audit.cells.CellType;
import io.jitjdbc.audit.cells.CellValue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Makes one piece of those that go on from each other: where they were cut says nothing. */
final class Pieces {
  private Pieces() {}

  static List<CellItem> joined(List<CellItem> items) {
    var joined = new ArrayList<CellItem>();
    for (CellItem item : items) {
      CellItem last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last instanceof Piece before && item instanceof Piece after && goesOn(before, after)) {
        joined.set(joined.size() - 1, both(before, after));
      } else {
        joined.add(item);
      }
    }
    return joined;
  }

  private static boolean goesOn(Piece before, Piece after) {
    CellType type = before.value().type();
    return before.handle() == after.handle()
        && type == after.value().type()
        && (type == CellType.BYTES || type == CellType.TEXT)
        && before.position() + length(before.value()) == after.position();
  }

  private static int length(CellValue value) {
    return value.content() instanceof ByteBuffer bytes
        ? bytes.remaining()
        : ((String) value.content()).length();
  }

  private static Piece both(Piece before, Piece after) {
    Object content;
    if (before.value().content() instanceof ByteBuffer first) {
      ByteBuffer second = (ByteBuffer) after.value().content();
      content =
          ByteBuffer.allocate(first.remaining() + second.remaining())
              .put(first.duplicate())
              .put(second.duplicate())
              .flip();
    } else {
      content = (String) before.value().content() + after.value().content();
    }
    return new Piece(
        before.handle(), before.position(), new CellValue(before.value().type(), content));
  }
}
