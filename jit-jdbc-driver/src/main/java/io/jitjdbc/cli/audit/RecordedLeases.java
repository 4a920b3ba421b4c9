package io.jitjdbc.cli.audit;

import io.jitjdbc.audit.reading.RecordedLogs;
import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import io.jitjdbc.audit.recording.reading.LogDirectories;
import io.jitjdbc.audit.recording.reading.ReadingKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The leases of which logs know. */
final class RecordedLeases {
  private RecordedLeases() {}

  static Set<String> in(Path directory) throws IOException {
    var leases = new HashSet<String>();
    for (LogFiles log : LogDirectories.in(directory)) {
      try {
        // Each by itself: what one says counts, whatever is wrong with another.
        new RecordedLogs(log.directory(), ReadingKeys.NONE)
            .events(event -> leases.add(event.text("lease_id")));
      } catch (MalformedLogException e) {
        // What is wrong there is in the log's own report, and a lease that is not found is named.
      }
    }
    return leases;
  }
}
