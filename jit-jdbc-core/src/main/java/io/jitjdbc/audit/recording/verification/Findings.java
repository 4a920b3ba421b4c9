package io.jitjdbc.audit.recording.verification;

import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.verification.Finding.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is found in one log, no more than anybody would read. */
final class Findings {
  private static final int MOST = 1000;

  private final String log;
  private final List<Finding> all = new ArrayList<>();

  Findings(LogFiles files) {
    this.log = files.log();
  }

  void add(Kind kind, Path file, String place, String message) {
    // The first ones tell where it began; the worst one has to be among them.
    if (all.size() < MOST || all.stream().allMatch(each -> kind.compareTo(each.kind()) < 0)) {
      all.add(new Finding(kind, log, String.valueOf(file.getFileName()), place, message));
    }
  }

  List<Finding> all() {
    return List.copyOf(all);
  }
}
