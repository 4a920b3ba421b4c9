package io.jitjdbc.cli.audit;

import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.reading.LogDirectories;
import io.jitjdbc.audit.recording.retention.Retention;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command names that does something to logs. */
final class Upkeep {
  @Parameters(paramLabel = "DIRECTORY", description = "Directory of logs, or one log.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path directory;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "Private EC key (P-256) as a JWK with a kid: signs for what is done.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path key;

  List<LogFiles> logs() throws IOException {
    return LogDirectories.in(directory);
  }

  Retention retention() {
    return new Retention(KeyFiles.signer(key), InstantSource.system());
  }
}
