package io.jitjdbc.cli.audit;

import io.jitjdbc.audit.reading.RecordedLogs;
import io.jitjdbc.audit.recording.reading.ReadingKeys;
import io.jitjdbc.settings.InvalidSettingException;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The logs that a command reads. */
final class LogSource {
  @Option(
      names = "--logs",
      required = true,
      paramLabel = "DIRECTORY",
      description = "Directory of logs, or one log.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path directory;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Private key as a JWK, or a set: reads what is encrypted.")
  private Optional<Path> key = Optional.empty();

  Path directory() {
    return directory;
  }

  RecordedLogs logs() {
    return new RecordedLogs(directory, key.map(LogSource::keys).orElse(ReadingKeys.NONE));
  }

  private static ReadingKeys keys(Path file) {
    try {
      return ReadingKeys.of(KeyFiles.text(file));
    } catch (ParseException e) {
      throw new InvalidSettingException(file + " has to hold a private key as a JWK, or a set");
    }
  }
}
