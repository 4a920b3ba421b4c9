package io.jitjdbc.cli.audit;

import io.jitjdbc.audit.reading.Activity;
import io.jitjdbc.audit.reading.SessionEntry;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import io.jitjdbc.settings.InvalidSettingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jit audit report}: who reads how much, and who lets them. */
@Command(
    name = "report",
    description = {
      "Reports on a time: who read most, unusual volumes, what was revealed to whom, and who",
      "approved. As a table, as JSON, or as one HTML page that needs nothing else."
    })
final class ReportCommand implements Callable<Integer> {
  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private LogSource source;

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Window window;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "text, json or html. Default: text.")
  private String format = "text";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Writes there and not to the standard output; must not exist yet.")
  private Optional<Path> file = Optional.empty();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException, MalformedLogException {
    if (!format.matches("text|json|html")) {
      throw new InvalidSettingException("--format has to be text, json or html");
    }
    Window.Span span = window.span(InstantSource.system());
    var activity = new Activity();
    source
        .logs()
        .withoutValues(
            entry -> {
              // A result counts when its statement's end does, and says by itself only when it
              // was written.
              if (!(entry instanceof SessionEntry.Happened) || span.holds(entry.time())) {
                activity.count(entry);
              }
            });
    String report = text(ReportFigures.of(activity, span.toString()));
    if (file.isPresent()) {
      write(file.get(), report);
    } else {
      PrintWriter out = spec.commandLine().getOut();
      out.print(report);
      out.flush();
    }
    return 0;
  }

  private String text(ReportFigures figures) {
    return switch (format) {
      case "json" -> ReportTexts.json(figures);
      case "html" -> ReportPage.of(figures);
      default -> ReportTexts.text(figures);
    };
  }

  private static void write(Path file, String report) throws IOException {
    try {
      Files.writeString(file, report, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new InvalidSettingException("--out " + file + " exists already: name a new file");
    }
  }
}
