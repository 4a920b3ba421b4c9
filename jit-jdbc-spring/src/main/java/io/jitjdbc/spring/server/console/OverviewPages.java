package io.jitjdbc.spring.server.console;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.spring.server.audit.AuditTrail;
import io.jitjdbc.spring.server.audit.AuditTrail.Day;
import io.jitjdbc.spring.server.watch.UnrecordedLeases;
import io.jitjdbc.spring.server.watch.WatchedLogs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Volumes, decisions and approvals of the last days. */
@Controller
class OverviewPages {
  private static final int DAYS = 14;
  private static final int MOST_READERS = 8;

  private final AuditTrail trail;
  private final UnrecordedLeases unrecorded;
  private final WatchedLogs logs;
  private final InstantSource clock;

  OverviewPages(
      AuditTrail trail, UnrecordedLeases unrecorded, WatchedLogs logs, InstantSource clock) {
    this.trail = trail;
    this.unrecorded = unrecorded;
    this.logs = logs;
    this.clock = clock;
  }

  @GetMapping("/console/overview")
  String overview(Model model) throws RefusedException {
    model.addAttribute("unrecorded", unrecorded.living().unrecorded().size());
    model.addAttribute(
        "troubled",
        logs.latest().stream().filter(one -> one.verdict().state().isTrouble()).count());
    Instant now = clock.instant();
    LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    List<Day> days = trail.days(today, DAYS);
    Map<String, Long> readers = trail.topReaders(now.minus(Duration.ofDays(DAYS)), MOST_READERS);
    model.addAttribute("rows", BarChart.of(days, Day::rows));
    model.addAttribute("permitted", BarChart.of(days, Day::permitted));
    model.addAttribute("denied", BarChart.of(days, Day::denied));
    model.addAttribute("approvals", BarChart.of(days, Day::approvals));
    model.addAttribute("readers", readers);
    model.addAttribute(
        "mostRows", readers.values().stream().mapToLong(Long::longValue).max().orElse(1));
    return "jit/overview";
  }
}
