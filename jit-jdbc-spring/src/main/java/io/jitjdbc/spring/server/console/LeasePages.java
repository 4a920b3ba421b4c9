package io.jitjdbc.spring.server.console;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.credential.protocol.KeptLease;
import io.jitjdbc.credential.protocol.LeaseEnding;
import io.jitjdbc.spring.server.audit.AdminLog;
import io.jitjdbc.spring.server.watch.UnrecordedLeases;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Leases that go on, and their early end. */
@Controller
class LeasePages {
  private final UnrecordedLeases unrecorded;
  private final LeaseEnding ending;
  private final AdminLog log;
  private final InstantSource clock;

  LeasePages(UnrecordedLeases unrecorded, LeaseEnding ending, AdminLog log, InstantSource clock) {
    this.unrecorded = unrecorded;
    this.ending = ending;
    this.log = log;
    this.clock = clock;
  }

  /**
   * A lease as a line of the page.
   *
   * @param isUnrecorded whether nobody has brought a word of what is done with it
   */
  public record Line(KeptLease lease, String left, boolean isUnrecorded) {}

  @GetMapping("/console/leases")
  String leases(Model model) throws RefusedException {
    Instant now = clock.instant();
    UnrecordedLeases.Living living = unrecorded.living();
    model.addAttribute(
        "leases",
        living.leases().stream()
            .map(
                lease ->
                    new Line(
                        lease,
                        RequestView.spelled(Duration.between(now, lease.expiresAt())),
                        living.unrecorded().contains(lease.id())))
            .toList());
    return "jit/leases";
  }

  @PostMapping("/console/leases/{id}/end")
  String end(@ModelAttribute("me") Subject me, @PathVariable String id, RedirectAttributes next)
      throws RefusedException {
    log.write(me, "lease ended", id, "");
    next.addFlashAttribute(
        "done", ending.end(id) ? "The lease is over." : "The lease was over already.");
    return "redirect:/console/leases";
  }
}
