package io.jitjdbc.cli.audit;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.audit.recording.format.FrameType;
import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import io.jitjdbc.audit.recording.reading.LogDirectories;
import io.jitjdbc.audit.recording.reading.LogRecord;
import io.jitjdbc.audit.recording.reading.LogRecords;
import io.jitjdbc.audit.recording.reading.ReadingKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The leases of which logs know. */
final class RecordedLeases {
  private static final String LEASE = "lease_id";

  private RecordedLeases() {}

  static Set<String> in(Path directory) throws IOException {
    var leases = new HashSet<String>();
    for (LogFiles log : LogDirectories.in(directory)) {
      try (LogRecords records = LogRecords.of(log, ReadingKeys.NONE)) {
        for (Optional<LogRecord> next = records.next(); next.isPresent(); next = records.next()) {
          if (next.get().type() == FrameType.EVENT && next.get().text().contains(LEASE)) {
            leases.add(lease(next.get()));
          }
        }
      } catch (MalformedLogException | ParseException e) {
        // What is wrong there is in the log's own report.
      }
    }
    return leases;
  }

  private static String lease(LogRecord event) throws ParseException {
    return String.valueOf(JSONObjectUtils.parse(event.text()).get(LEASE));
  }
}
