package io.jitjdbc.usage.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.usage.UsageLedger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgreSqlTableUsageTest extends ServerUsageContract {
  private static final int PROCESSES = 8;

  PostgreSqlTableUsageTest() {
    super(DatabaseProduct.POSTGRESQL);
  }

  @Test
  void manyProcessesTogetherGetTheLimitAndNoMore() throws Exception {
    UsageLedger now = another(Map.of(), InstantSource.system());
    var racers = new ArrayList<ReadingJvm>();
    try {
      for (int i = 0; i < PROCESSES; i++) {
        racers.add(ReadingJvm.start(settings(), KEY, limit(5000)));
      }
      for (ReadingJvm racer : racers) {
        assertThat(racer.says()).isEqualTo("ready");
      }
      for (ReadingJvm racer : racers) {
        racer.goOn();
      }
      long read = 0;
      for (ReadingJvm racer : racers) {
        read += Long.parseLong(racer.says());
      }
      assertThat(read).isPositive();
      assertThat(now.used(KEY, limit(5000))).isEqualTo(read);
      // What one gave back after another had seen the end.
      long rest = now.reserve(KEY, limit(5000), 5000).granted();
      assertThat(read + rest).isEqualTo(5000);
    } finally {
      racers.forEach(ReadingJvm::close);
    }
  }

  @Test
  void whatAKilledProcessHadReservedLeavesTheWindow() throws Exception {
    InstantSource real = InstantSource.system();
    UsageLedger now = another(Map.of(), real);
    try (ReadingJvm racer = ReadingJvm.start(settings(), KEY, limit(20))) {
      assertThat(racer.says()).isEqualTo("ready");
      assertThat(now.used(KEY, limit(20))).isEqualTo(1);
      racer.kill();
    }
    assertThat(now.reserve(KEY, limit(20), 20).granted()).isEqualTo(19);

    UsageLedger later = another(Map.of(), () -> real.instant().plus(DAY).plus(SLOT));
    assertThat(later.reserve(KEY, limit(20), 20).granted()).isEqualTo(20);
  }
}
