package io.jitjdbc.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jitjdbc.testing.WrittenOutputs;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Runs after this module's tests. */
class SpringOutputIT {
  @Test
  void noTestHasPrintedOrLoggedASecret() throws Exception {
    Path reports = Path.of("target", "surefire-reports");
    assumeTrue(Files.isDirectory(reports), "no test was run");

    assertThat(WrittenOutputs.printed(reports)).isEmpty();
  }
}
