package io.jitjdbc.spring.server.console;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.Delegation;
import io.jitjdbc.approval.RequestProgress;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.spring.server.audit.AdminLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Requests: those that wait for whoever looks, their own, and everybody's for auditors. */
@Controller
class InboxPages {
  private static final Duration HISTORY = Duration.ofDays(90);
  private static final int MOST = 100;
  private static final int MOST_BEFORE = 8;
  private static final int LONGEST_COMMENT = 2000;

  private final RequestBook book;
  private final BookApprovals approvals;
  private final AdminLog log;
  private final InstantSource clock;

  InboxPages(RequestBook book, BookApprovals approvals, AdminLog log, InstantSource clock) {
    this.book = book;
    this.approvals = approvals;
    this.log = log;
    this.clock = clock;
  }

  @GetMapping("/")
  String home() {
    return "redirect:/console/inbox";
  }

  @GetMapping("/console/inbox")
  String inbox(@ModelAttribute("me") Subject me, Model model) throws RefusedException {
    Instant now = clock.instant();
    List<Delegation> deputizing = book.delegationsTo(me.key(), now);
    List<RequestView> concerning =
        book.open(now).stream()
            .filter(progress -> progress.needsPeople(now))
            .filter(progress -> progress.concerns(me, deputizing, now))
            .map(progress -> new RequestView(progress, me, deputizing, now))
            .filter(view -> !view.isMine())
            .toList();
    model.addAttribute("waiting", concerning.stream().filter(RequestView::isAnswerable).toList());
    model.addAttribute("others", concerning.stream().filter(it -> !it.isAnswerable()).toList());
    return "jit/inbox";
  }

  @GetMapping("/console/mine")
  String mine(@ModelAttribute("me") Subject me, Model model) throws RefusedException {
    return list(me, Optional.of(me), "My requests", model);
  }

  @GetMapping("/console/all")
  String all(@ModelAttribute("me") Subject me, Model model) throws RefusedException {
    return list(me, Optional.empty(), "All requests", model);
  }

  private String list(Subject me, Optional<Subject> whose, String title, Model model)
      throws RefusedException {
    Instant now = clock.instant();
    model.addAttribute("title", title);
    model.addAttribute(
        "requests",
        book.filedSince(now.minus(HISTORY), whose, MOST).stream()
            .map(progress -> new RequestView(progress, me, List.of(), now))
            .toList());
    return "jit/requests";
  }

  @GetMapping("/console/requests/{id}")
  String request(
      @ModelAttribute("me") Subject me,
      @ModelAttribute("roles") Set<String> roles,
      @PathVariable String id,
      Model model)
      throws RefusedException {
    Instant now = clock.instant();
    RequestView view = visible(me, roles, id, now);
    Subject subject = view.request().subject();
    model.addAttribute("it", view);
    model.addAttribute(
        "before",
        book.filedSince(now.minus(HISTORY), Optional.of(subject), MOST).stream()
            .filter(progress -> !progress.request().id().equals(id))
            .limit(MOST_BEFORE)
            .map(progress -> new RequestView(progress, me, List.of(), now))
            .toList());
    return "jit/request";
  }

  /** Nobody learns of a request that is no business of theirs. */
  private RequestView visible(Subject me, Set<String> roles, String id, Instant now)
      throws RefusedException {
    List<Delegation> deputizing = book.delegationsTo(me.key(), now);
    RequestProgress progress =
        book.find(id)
            .filter(it -> roles.contains("AUDITOR") || it.concerns(me, deputizing, now))
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    return new RequestView(progress, me, deputizing, now);
  }

  @PostMapping("/console/requests/{id}/answer")
  String answer(
      @ModelAttribute("me") Subject me,
      @PathVariable String id,
      @RequestParam boolean granted,
      @RequestParam(defaultValue = "") String comment,
      RedirectAttributes next) {
    return deed(
        id,
        next,
        () -> {
          approvals.answer(id, me, granted, bounded(comment));
          log.write(me, granted ? "request approved" : "request rejected", id, bounded(comment));
          return granted ? "Your yes is recorded." : "Your no is recorded.";
        });
  }

  @PostMapping("/console/requests/{id}/revocation")
  String revoke(
      @ModelAttribute("me") Subject me,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String comment,
      RedirectAttributes next) {
    return deed(
        id,
        next,
        () -> {
          approvals.revoke(id, me, bounded(comment));
          log.write(me, "approval revoked", id, bounded(comment));
          return "The approval is taken back.";
        });
  }

  @FunctionalInterface
  private interface Deed {
    String done() throws RefusedException;
  }

  private static String deed(String id, RedirectAttributes next, Deed deed) {
    try {
      next.addFlashAttribute("done", deed.done());
    } catch (RefusedException e) {
      next.addFlashAttribute("refused", e.getMessage());
    }
    next.addAttribute("id", id);
    return "redirect:/console/requests/{id}";
  }

  private static String bounded(String comment) {
    String text = comment.strip();
    return text.length() <= LONGEST_COMMENT ? text : text.substring(0, LONGEST_COMMENT);
  }
}
