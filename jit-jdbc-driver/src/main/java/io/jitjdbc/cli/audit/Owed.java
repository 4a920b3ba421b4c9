package io.jitjdbc.cli.audit;

import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.retention.Undelivered;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What remote sinks have to have before anything is deleted. */
final class Owed {
  @Option(
      names = "--notes",
      paramLabel = "DIRECTORY",
      description = {
        "Where remote sinks note how far they are: what jit.audit.recording.directory names. Has",
        "to be given for logs in a spill directory; else it is the directory that they are in."
      })
  private Optional<Path> notes = Optional.empty();

  @Option(
      names = "--shipped-to",
      split = ",",
      paramLabel = "SINK",
      description = {
        "Remote sinks that have to have everything, such as table,kafka. Those that have ever",
        "shipped from the directory are known without."
      })
  private Set<String> named = new LinkedHashSet<>();

  @Option(
      names = "--even-if-undelivered",
      split = ",",
      paramLabel = "SINK",
      description = "Deletes also what these sinks have not acknowledged: they never get it.")
  private Set<String> forgone = new LinkedHashSet<>();

  /**
   * What is not delivered of one segment.
   *
   * @param owed events by sink, which keep the segment from being deleted
   * @param lost the same where that is accepted
   */
  record Missing(SortedMap<String, Long> owed, SortedMap<String, Long> lost) {

    boolean forbids() {
      return !owed.isEmpty();
    }

    String refusal() {
      return ": "
          + told(owed)
          + ". Keep it until they have arrived (the sink's backlog and log say why they have not),"
          + " or lose them there with --even-if-undelivered "
          + String.join(",", owed.keySet());
    }

    String loss() {
      return lost.isEmpty() ? "" : ": " + told(lost) + ", and never will";
    }

    private static String told(Map<String, Long> events) {
      return events.entrySet().stream()
          .map(one -> one.getValue() + " events have not reached the sink " + one.getKey())
          .collect(Collectors.joining("; "));
    }
  }

  Missing missing(LogFiles log, int segment) throws IOException {
    Path home = notes.orElseGet(() -> log.directory().resolveSibling(""));
    var owed = new TreeMap<>(new Undelivered(home, named).of(log, segment));
    var lost = new TreeMap<>(owed);
    lost.keySet().retainAll(forgone);
    owed.keySet().removeAll(forgone);
    return new Missing(owed, lost);
  }
}
