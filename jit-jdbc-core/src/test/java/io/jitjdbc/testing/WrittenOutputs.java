package io.jitjdbc.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import io.jitjdbc.audit.recording.reading.LogRecord;
import io.jitjdbc.audit.recording.reading.LogRecords;
import io.jitjdbc.audit.recording.reading.ReadingKeys;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks for secrets and sensitive values in what the product has written: events as JSON lines, in
 * its own form or OCSF's, and recordings, whose frames it opens as far as no key is needed. What
 * else is in a directory is a test's own, and not looked at.
 */
public final class WrittenOutputs {
  private static final Pattern EVENT =
      Pattern.compile(
          "\\{(\"type\":\"[a-z]+\\.[a-z]+\",\"id\":|\"category_uid\":).*", Pattern.DOTALL);
  private static final Pattern PRINTED =
      Pattern.compile("<system-(?:out|err)>(.*?)</system-(?:out|err)>", Pattern.DOTALL);
  private static final int SNIFFED = 256;

  private WrittenOutputs() {}

  /** Where which kind of secret stands, without the secret; empty if there is none. */
  public static List<String> problems(Path directory) throws IOException {
    var problems = new ArrayList<String>();
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
              look(file, problems);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            // Deleted by its test, or made unreadable: nobody can read a secret there.
            return FileVisitResult.CONTINUE;
          }
        });
    return problems;
  }

  private static void look(Path file, List<String> problems) {
    try {
      if (file.endsWith("ledger.jws")) {
        recording(new LogFiles(file.resolveSibling("")), problems);
      } else if (holdsEvents(file)) {
        lines(file, problems);
      }
    } catch (NoSuchFileException | AccessDeniedException e) {
      // As above.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same for what tests have printed and logged, by the reports of their runner. */
  public static List<String> printed(Path reports) throws IOException {
    var problems = new ArrayList<String>();
    try (Stream<Path> all = Files.list(reports)) {
      for (Path file : all.filter(each -> each.toString().endsWith(".xml")).toList()) {
        PRINTED
            .matcher(Files.readString(file))
            .results()
            .flatMap(output -> KnownSecrets.in(output.group(1)).stream())
            .forEach(secret -> problems.add(file.getFileName() + ": " + secret));
      }
    }
    return problems;
  }

  private static boolean holdsEvents(Path file) throws IOException {
    byte[] begin = new byte[SNIFFED];
    try (var in = Files.newInputStream(file)) {
      int length = in.readNBytes(begin, 0, SNIFFED);
      return EVENT.matcher(new String(begin, 0, length, ISO_8859_1)).matches();
    }
  }

  /** Byte by byte: a line that was cut off within a character is one too. */
  private static void lines(Path file, List<String> problems) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file, ISO_8859_1)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        KnownSecrets.in(line).ifPresent(secret -> problems.add(file + ": " + secret));
      }
    }
  }

  /** What a caller read may hold anything that is no secret of the product. */
  private static void recording(LogFiles log, List<String> problems) throws IOException {
    try (LogRecords records = LogRecords.of(log, ReadingKeys.NONE)) {
      for (Optional<LogRecord> next = records.next(); next.isPresent(); next = records.next()) {
        LogRecord record = next.get();
        if (record.isReadable()) {
          String text = new String(record.payload(), ISO_8859_1);
          Optional<String> secret =
              record.type().isSecret() ? KnownSecrets.credentialIn(text) : KnownSecrets.in(text);
          secret.ifPresent(found -> problems.add(log.log() + ", " + record.place() + ": " + found));
        }
      }
    } catch (MalformedLogException e) {
      // A test has broken it; up to there it was read.
    }
  }
}
