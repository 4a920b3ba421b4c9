package io.jitjdbc.spring.server.console;

import io.jitjdbc.spring.server.audit.AdminLog;
import io.jitjdbc.spring.server.audit.AuditTrail;
import io.jitjdbc.spring.server.audit.AuditTrail.Search;
import io.jitjdbc.spring.server.audit.AuditTrail.StoredEvent;
import io.jitjdbc.spring.server.recordings.Replays;
import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** What was done in sessions, and at the control plane itself, for auditors. */
@Controller
class SessionPages {
  private static final int LAST_DAYS = 7;
  private static final int MOST_DEEDS = 200;

  private final AuditTrail trail;
  private final Replays replays;
  private final AdminLog log;
  private final InstantSource clock;

  SessionPages(AuditTrail trail, Replays replays, AdminLog log, InstantSource clock) {
    this.trail = trail;
    this.replays = replays;
    this.log = log;
    this.clock = clock;
  }

  @GetMapping("/console/sessions")
  String sessions(
      @RequestParam(defaultValue = "") String who,
      @RequestParam(defaultValue = "") String text,
      @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) Optional<LocalDate> from,
      @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) Optional<LocalDate> until,
      Model model) {
    LocalDate today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
    LocalDate first = from.orElse(today.minusDays(LAST_DAYS));
    LocalDate last = until.orElse(today);
    var search =
        new Search(
            who.strip(),
            text.strip(),
            first.atStartOfDay().toInstant(ZoneOffset.UTC),
            last.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
    model.addAttribute("who", who);
    model.addAttribute("text", text);
    model.addAttribute("from", first);
    model.addAttribute("until", last);
    model.addAttribute("sessions", trail.sessions(search));
    return "jit/sessions";
  }

  @GetMapping("/console/sessions/{session}")
  String session(@PathVariable String session, Model model) throws IOException {
    List<StoredEvent> events = trail.events(session);
    if (events.isEmpty()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    model.addAttribute("sessionId", session);
    model.addAttribute("events", events.stream().map(EventView::new).toList());
    model.addAttribute("first", new EventView(events.get(0)));
    Set<String> finished =
        events.stream()
            .filter(event -> event.type().equals("statement.finished"))
            .map(event -> event.text().at("statement_id"))
            .collect(Collectors.toSet());
    model.addAttribute("replayed", replays.recorded(session).orElse(finished));
    return "jit/session";
  }

  @GetMapping("/console/log")
  String deeds(Model model) {
    model.addAttribute("deeds", log.latest(MOST_DEEDS));
    return "jit/log";
  }
}
