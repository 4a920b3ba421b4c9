package io.jitjdbc.audit.replay;

import io.jitjdbc.audit.cells.CellType;
import io.jitjdbc.audit.cells.CellValue;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Cells as text: the value, or in brackets why there is none. */
public final class CellText {
  /** The row was there, and the caller did not read this of it. */
  public static final String NOT_READ = "·";

  private CellText() {}

  /** What was read, or {@link #NOT_READ}. */
  public static String of(Optional<CellValue> cell) {
    return cell.map(CellText::of).orElse(NOT_READ);
  }

  /** What was read. */
  public static String of(CellValue value) {
    Object content = value.content();
    return switch (value.type()) {
      case NULL -> "NULL";
      case END -> "";
      case BYTES, ROW_ID -> "0x" + hex(content);
      case HASHED -> "[hash " + hex(content) + "]";
      case OMITTED -> "[" + content + " bytes or characters, not kept]";
      case HANDLE -> "[opened, nothing read]";
      case ARRAY -> array(content);
      case FORM -> content instanceof CellValue.Form form ? form.text() : "";
      default -> content.toString();
    };
  }

  private static String array(Object content) {
    return content instanceof List<?> list
        ? list.stream()
            .map(each -> each instanceof CellValue value ? of(value) : "")
            .collect(Collectors.joining(", ", "{", "}"))
        : "";
  }

  private static String hex(Object content) {
    if (!(content instanceof ByteBuffer buffer)) {
      return "";
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Whether a spreadsheet could take it for a formula, which no number is. */
  public static boolean isFreeText(CellValue value) {
    return value.type() == CellType.TEXT
        || value.type() == CellType.FORM
        || value.type() == CellType.ARRAY;
  }

  /** For JSON: numbers and truth as such where nothing is lost, all else as text. */
  public static Object json(CellValue value) {
    return switch (value.type()) {
      case BOOLEAN, BYTE, SHORT, INT -> value.content();
      default -> of(value);
    };
  }
}
