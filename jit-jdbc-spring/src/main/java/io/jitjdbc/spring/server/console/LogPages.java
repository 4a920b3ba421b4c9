package io.jitjdbc.spring.server.console;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.spring.server.audit.LogBook;
import io.jitjdbc.spring.server.watch.WatchedLogs;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** The logs that drivers brought something of, and what their ledgers prove. */
@Controller
class LogPages {
  private final WatchedLogs logs;
  private final LogBook book;

  LogPages(WatchedLogs logs, LogBook book) {
    this.logs = logs;
    this.book = book;
  }

  @GetMapping("/console/logs")
  String logs(Model model) throws RefusedException {
    model.addAttribute("logs", logs.latest());
    model.addAttribute("most", WatchedLogs.MOST);
    return "jit/logs";
  }

  @GetMapping("/console/logs/{log}")
  String log(@PathVariable String log, Model model) throws RefusedException {
    WatchedLogs.Judged found =
        logs.find(log).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    model.addAttribute("it", found);
    model.addAttribute("forks", book.forks(log));
    model.addAttribute("senders", book.senders(log));
    return "jit/ledger";
  }
}
