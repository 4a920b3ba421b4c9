package io.jitjdbc.spring.server.console;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.credential.protocol.KeptLease;
import io.jitjdbc.credential.protocol.LeaseBook;
import io.jitjdbc.credential.protocol.LeaseEnding;
import io.jitjdbc.spring.server.audit.AdminLog;
import io.jitjdbc.spring.server.audit.AuditTrail;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
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
  private static final int MOST = 500;
  // A driver's audit arrives within seconds; a minute and no word of a lease is strange.
  private static final Duration QUIET = Duration.ofMinutes(1);

  private final LeaseBook book;
  private final LeaseEnding ending;
  private final AuditTrail trail;
  private final AdminLog log;
  private final InstantSource clock;

  LeasePages(
      LeaseBook book, LeaseEnding ending, AuditTrail trail, AdminLog log, InstantSource clock) {
    this.book = book;
    this.ending = ending;
    this.trail = trail;
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
    List<KeptLease> living = book.living(now, "", MOST);
    Set<String> recorded = trail.recordedOf(living.stream().map(KeptLease::id).toList());
    model.addAttribute(
        "leases",
        living.stream()
            .map(
                lease ->
                    new Line(
                        lease,
                        RequestView.spelled(Duration.between(now, lease.expiresAt())),
                        !recorded.contains(lease.id())
                            && lease.issuedAt().plus(QUIET).isBefore(now)))
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
