package io.jitjdbc.audit.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes are, they are read, or refused by the one exception that says so. */
class CellReaderFuzzTest {

  private static boolean isRead(byte[] bytes) {
    try {
      List<CellItem> items = CellReader.all(Cells.copyOf(bytes, bytes.length));
      return items.size() <= bytes.length;
    } catch (CellFormatException e) {
      assertThat(e).hasMessageStartingWith("not a recording of cells: ");
      return false;
    }
  }

  private static byte[] seed(Random random) {
    var writer = new CellWriter();
    var samples = new SampleCells(random, writer);
    for (int i = 0; i < 20; i++) {
      writer.moved();
      writer.cell(i, Accessor.OBJECT);
      samples.write();
      writer.piece(i, i, samples.anyText());
    }
    return writer.take().toBytes();
  }

  @Test
  void survivesNoise() {
    var random = new Random(3);
    for (int i = 0; i < 50_000; i++) {
      byte[] noise = new byte[1 + random.nextInt(60)];
      random.nextBytes(noise);
      noise[0] = 0;
      isRead(noise);
    }
  }

  @Test
  void survivesChanges() {
    var random = new Random(4);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = seed(random);
      for (int left = 1 + random.nextInt(4); left > 0; left--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      refused += isRead(bytes) ? 0 : 1;
    }
    assertThat(refused).isPositive();
  }

  @Test
  void survivesEveryEnd() {
    byte[] bytes = seed(new Random(6));
    assertThat(isRead(bytes)).isTrue();
    for (int length = 0; length < bytes.length; length++) {
      isRead(Arrays.copyOf(bytes, length));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01", // no row to begin with
        "000000", // a second beginning
        "0000ff", // an unknown item
        "0000110a", // no type
        "00001102ff", // an unknown type
        "000011020affffffff07", // a text of two gigabytes
        "000011020bffffffffffffffffff01", // bytes of a negative length
        "0000110217ffffffff07", // an array of as many elements
        "000011020a02c080", // an overlong character
        "000011020a01c3", // half a character
        "000011020a04f4908080", // beyond the last character
        "00001102030002", // a byte without an end
        "0000110203ffff7f", // a byte that is none
        "00001102010a", // a flag that is none
        "0000110208000000", // nothing after a number without digits
        "000011020f000d01", // a month that is none
        "0000110213000000000080808080808010" // an offset that is none
      })
  void refusesWhatIsNone(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);

    assertThatThrownBy(() -> CellReader.all(Cells.copyOf(bytes, bytes.length)))
        .isInstanceOf(CellFormatException.class);
  }

  @Test
  void followsArraysOnlySoDeep() {
    byte[] deep = new byte[5_000];
    Arrays.fill(deep, (byte) 1);
    byte[] head = {0, 0, 17, 2};
    System.arraycopy(head, 0, deep, 0, head.length);
    for (int i = head.length; i < deep.length; i += 2) {
      deep[i] = (byte) CellType.ARRAY.code();
    }
    assertThatThrownBy(() -> CellReader.all(Cells.copyOf(deep, deep.length)))
        .hasMessageContaining("nested too deep");
  }

  @Test
  void knowsEveryCodeByItself() {
    for (Accessor accessor : Accessor.values()) {
      assertThat(Accessor.of(accessor.code())).contains(accessor);
    }
    for (CellType type : CellType.values()) {
      assertThat(CellType.of(type.code())).contains(type);
    }
    assertThat(Accessor.of(3)).isEmpty();
    assertThat(Accessor.of(51)).isEmpty();
    assertThat(CellType.of(30)).isEmpty();
  }
}
