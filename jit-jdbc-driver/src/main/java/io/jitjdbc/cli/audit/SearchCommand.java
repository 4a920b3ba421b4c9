package io.jitjdbc.cli.audit;

import io.jitjdbc.audit.ResultColumn;
import io.jitjdbc.audit.reading.RecordedEvent;
import io.jitjdbc.audit.reading.SessionEntry;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import io.jitjdbc.audit.replay.Visible;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jit audit search}: events by who, when and what. */
@Command(
    name = "search",
    description = {
      "Finds events by who, when, table, column, tag, request, session and effect. What is given",
      "has to hold together. Needs no key; does not verify: jit audit verify does."
    })
final class SearchCommand implements Callable<Integer> {
  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private LogSource source;

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Window window;

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private EventFilter filter;

  @Option(names = "--json", description = "One JSON object an event, for scripts.")
  private boolean json;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException, MalformedLogException {
    Window.Span span = window.span(InstantSource.system());
    if (filter.tag().isPresent()) {
      byTag(span, filter.tag().get());
    } else {
      source.logs().events(event -> print(span, event));
    }
    spec.commandLine().getOut().flush();
    return 0;
  }

  private void byTag(Window.Span span, String tag) throws IOException, MalformedLogException {
    var statements = new OpenStatements();
    source
        .logs()
        .withoutValues(
            entry -> {
              String statement = tagged(entry, tag);
              if (entry instanceof SessionEntry.Happened happened) {
                statements.add(happened.event());
              }
              statements.take(statement).ifPresent(event -> print(span, event));
              if (entry instanceof SessionEntry.Happened happened) {
                statements.forgetIfFinished(happened.event());
              }
            });
  }

  /** The statement that has that tag, as this entry says; empty if it says no such thing. */
  private static String tagged(SessionEntry entry, String tag) {
    if (entry instanceof SessionEntry.Opened opened) {
      boolean is = opened.columns().stream().map(ResultColumn::tags).anyMatch(has(tag));
      return is ? opened.result().statement() : "";
    }
    if (entry instanceof SessionEntry.Happened happened) {
      List<String> found = happened.event().texts("found");
      return found.stream().anyMatch(has(tag)) ? happened.event().statementId() : "";
    }
    return "";
  }

  private static Predicate<String> has(String tag) {
    return words -> Arrays.asList(words.split("[ ,]+", -1)).contains(tag);
  }

  private void print(Window.Span span, RecordedEvent event) {
    if (!span.holds(event.time()) || !filter.holds(event)) {
      return;
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Visible.json(event.toJson()));
    } else {
      String id = event.statementId().isEmpty() ? event.id() : event.statementId();
      String who = Visible.of(event.subject().label());
      out.println(event.time() + "  " + who + "  " + Visible.of(id) + "  " + EventText.line(event));
    }
  }
}
