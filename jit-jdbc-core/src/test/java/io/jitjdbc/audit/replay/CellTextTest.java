package io.jitjdbc.audit.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.audit.cells.CellType;
import io.jitjdbc.audit.cells.CellValue;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CellTextTest {
  private static final ByteBuffer BYTES = ByteBuffer.wrap(new byte[] {1, (byte) 0xab});

  private static String text(CellType type, Object content) {
    return CellText.of(new CellValue(type, content));
  }

  @Test
  void saysWhyThereIsNoValue() {
    assertThat(CellText.of(Optional.empty())).isEqualTo("·");
    assertThat(CellText.of(CellValue.NULL)).isEqualTo("NULL");
    assertThat(CellText.of(CellValue.END)).isEmpty();
    assertThat(text(CellType.HANDLE, 1L)).isEqualTo("[opened, nothing read]");
    assertThat(text(CellType.OMITTED, 7L)).isEqualTo("[7 bytes or characters, not kept]");
    assertThat(text(CellType.HASHED, BYTES)).isEqualTo("[hash 01ab]");
  }

  @Test
  void showsBytesFormsAndArrays() {
    assertThat(text(CellType.BYTES, BYTES)).isEqualTo("0x01ab");
    assertThat(text(CellType.ROW_ID, BYTES)).isEqualTo("0x01ab");
    assertThat(text(CellType.FORM, new CellValue.Form("a.B", "b"))).isEqualTo("b");
    var one = new CellValue(CellType.INT, 1);
    assertThat(text(CellType.ARRAY, List.of(one, CellValue.NULL))).isEqualTo("{1, NULL}");
  }

  @Test
  void tellsTextsFromNumbersForSpreadsheetsAndJson() {
    var text = new CellValue(CellType.TEXT, "=1");
    var number = new CellValue(CellType.INT, -1);

    assertThat(CellText.isFreeText(text)).isTrue();
    assertThat(CellText.isFreeText(new CellValue(CellType.ARRAY, List.of()))).isTrue();
    assertThat(CellText.isFreeText(new CellValue(CellType.FORM, new CellValue.Form("a", "b"))))
        .isTrue();
    assertThat(CellText.isFreeText(number)).isFalse();
    assertThat(CellText.json(number)).isEqualTo(-1);
    assertThat(CellText.json(new CellValue(CellType.BOOLEAN, true))).isEqualTo(true);
    assertThat(CellText.json(text)).isEqualTo("=1");
    assertThat(CellText.json(new CellValue(CellType.LONG, Long.MAX_VALUE)))
        .isEqualTo("9223372036854775807");
  }
}
