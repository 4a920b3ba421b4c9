package io.jitjdbc.audit.cells;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader gets is what was written, wherever the recording was cut. */
class CellRoundTripTest {
  private final CellWriter writer = new CellWriter();
  private final List<CellItem> written = new ArrayList<>();
  private final List<CellItem> read = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void givesBackEveryValueInOrder(long seed) throws Exception {
    var random = new Random(seed);
    var samples = new SampleCells(random, writer);
    for (int i = 0; i < 4_000; i++) {
      write(random, samples);
      if (random.nextInt(50) == 0) {
        read.addAll(CellReader.all(writer.take()));
      }
    }
    read.addAll(CellReader.all(writer.take()));

    assertThat(read).isEqualTo(written);
  }

  private void write(Random random, SampleCells samples) {
    Accessor[] accessors = Accessor.values();
    switch (random.nextInt(8)) {
      case 0 -> {
        writer.moved();
        written.add(new CellItem.Row(writer.row(), 0));
      }
      case 1 -> {
        int position = 1 + random.nextInt(10_000);
        writer.movedTo(-position);
        written.add(new CellItem.Row(writer.row(), -position));
      }
      case 2 -> {
        long position = random.nextLong(1L << 40);
        writer.piece(7, position);
        written.add(new CellItem.Piece(7, position, samples.write()));
      }
      default -> {
        Accessor accessor = accessors[random.nextInt(accessors.length)];
        int column = random.nextInt(2_000) - 2;
        writer.cell(column, accessor);
        written.add(new CellItem.Cell(writer.row(), column, accessor, samples.write()));
      }
    }
  }

  @Test
  void joinsPiecesThatGoOnFromEachOther() throws Exception {
    byte[] bytes = {1, 2, 3, 4, 5, 6};
    writer.piece(1, 0, bytes, 0, 2);
    writer.piece(1, 2, bytes, 2, 1);
    writer.piece(1, 4, bytes, 4, 1);
    writer.piece(2, 5, bytes, 5, 1);
    writer.piece(2, 6, "ab\uD83D");
    writer.piece(2, 9, "\uDE00c");

    assertThat(CellReader.all(writer.take()))
        .containsExactly(
            piece(1, 0, 1, 2, 3),
            piece(1, 4, 5),
            piece(2, 5, 6),
            new CellItem.Piece(2, 6, new CellValue(CellType.TEXT, "ab\uD83D\uDE00c")));
  }

  private static CellItem piece(long handle, long position, int... bytes) {
    byte[] all = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      all[i] = (byte) bytes[i];
    }
    return new CellItem.Piece(
        handle, position, new CellValue(CellType.BYTES, ByteBuffer.wrap(all)));
  }

  @Test
  void splitsAPieceThatIsTooLongForOne() throws Exception {
    byte[] large = new byte[(5 << 20) + 17];
    new Random(5).nextBytes(large);
    writer.piece(1, 0, large, 0, large.length);
    var all = ByteBuffer.allocate(large.length);
    for (CellItem item : CellReader.all(writer.take())) {
      var piece = (CellItem.Piece) item;
      assertThat(piece.position()).isEqualTo(all.position());
      all.put((ByteBuffer) piece.value().content());
    }
    assertThat(all.array()).isEqualTo(large);
  }

  @Test
  void joinsNothingAcrossAnythingElse() throws Exception {
    writer.piece(1, 0, new byte[] {1}, 0, 1);
    writer.moved();
    writer.piece(1, 1, new byte[] {2}, 0, 1);

    assertThat(CellReader.all(writer.take()))
        .containsExactly(piece(1, 0, 1), new CellItem.Row(1, 0), piece(1, 1, 2));
  }

  @Test
  void goesOnWithTheRowWhereItWas() throws Exception {
    writer.moved();
    writer.moved();
    writer.take();
    writer.cell(3, Accessor.INT);
    writer.whole(CellType.INT, -1);

    assertThat(CellReader.all(writer.take()))
        .containsExactly(new CellItem.Cell(2, 3, Accessor.INT, new CellValue(CellType.INT, -1)));
  }

  @Test
  void tellsNothingOfValuesInItsText() {
    assertThat(new CellValue(CellType.TEXT, "canary").toString()).doesNotContain("canary");
    assertThat(
            new CellItem.Cell(1, 1, Accessor.INT, new CellValue(CellType.TEXT, "canary"))
                .toString())
        .doesNotContain("canary");
    assertThat(new CellValue(CellType.FORM, new CellValue.Form("c", "canary")).content().toString())
        .doesNotContain("canary");
  }
}
