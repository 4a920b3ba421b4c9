package io.jitjdbc.cli;

import io.jitjdbc.approval.ApprovalDesk.Entry;
import io.jitjdbc.approval.Notice;
import io.jitjdbc.approval.RequestProgress;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What somebody who watches has seen already. */
final class Watched {
  private final Map<String, Instant> latest = new HashMap<>();

  /** Whether it has not been seen before; whoever sees it first sees what is due with it. */
  boolean isNew(Entry entry, Instant now) {
    return latest.putIfAbsent(entry.request().id(), now) == null;
  }

  /** What is due since it was seen last. */
  List<Notice> further(Entry entry, Instant now) {
    Instant before = latest.getOrDefault(entry.request().id(), now);
    latest.put(entry.request().id(), now);
    return progress(entry).dueNotices(now).stream()
        .filter(notice -> notice.at().isAfter(before))
        .toList();
  }

  private static RequestProgress progress(Entry entry) {
    return RequestProgress.answered(entry.request(), entry.state().answers());
  }
}
