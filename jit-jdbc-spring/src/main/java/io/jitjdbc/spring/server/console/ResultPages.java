package io.jitjdbc.spring.server.console;

import io.jitjdbc.access.Subject;
import io.jitjdbc.audit.replay.Playback;
import io.jitjdbc.audit.replay.ReplayCsv;
import io.jitjdbc.audit.replay.ReplayJson;
import io.jitjdbc.spring.server.audit.AdminLog;
import io.jitjdbc.spring.server.recordings.Replays;
import io.jitjdbc.spring.server.recordings.Replays.Replay;
import io.jitjdbc.spring.server.recordings.ResultPage;
import io.jitjdbc.spring.server.recordings.Slice;
import io.jitjdbc.spring.server.recordings.StatementKey;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** What statements read, cell by cell, for auditors. Who looks at it is kept before it is shown. */
@Controller
class ResultPages {
  private static final String PATH = "/console/sessions/{session}/results/{statement}";
  private static final int LONGEST_ABOUT = 200;

  private final Replays replays;
  private final AdminLog log;

  ResultPages(Replays replays, AdminLog log) {
    this.replays = replays;
    this.log = log;
  }

  /**
   * What of it is asked for.
   *
   * @param anyway whether also what was tampered with is to be shown
   */
  record Wish(int result, int page, boolean anyway) {
    private static final int MOST = 10_000_000;

    Wish {
      if (result < 0 || page < 0 || page > MOST) {
        throw new ResponseStatusException(HttpStatus.NOT_FOUND);
      }
    }

    Slice slice() {
      return new Slice(result, page);
    }
  }

  @ModelAttribute
  Wish wish(
      @RequestParam(defaultValue = "0") int result,
      @RequestParam(defaultValue = "0") int page,
      @RequestParam(defaultValue = "false") boolean anyway) {
    return new Wish(result, page, anyway);
  }

  @GetMapping(PATH)
  String result(
      @ModelAttribute("me") Subject me,
      @PathVariable String session,
      @PathVariable String statement,
      @ModelAttribute Wish wish,
      Model model)
      throws IOException {
    StatementKey key = key(session, statement);
    Replay replay = found(key, wish);
    replay
        .page()
        .ifPresent(page -> keep(me, "replay seen", key, page, "page " + (wish.page() + 1)));
    model.addAttribute("sessionId", session);
    model.addAttribute("statementId", statement);
    model.addAttribute("replay", replay);
    model.addAttribute("anyway", wish.anyway());
    replay.page().ifPresent(page -> model.addAttribute("it", new ResultView(page, wish.page())));
    return "jit/result";
  }

  @GetMapping(PATH + "/csv")
  void csv(
      @ModelAttribute("me") Subject me,
      @PathVariable String session,
      @PathVariable String statement,
      @ModelAttribute Wish wish,
      HttpServletResponse response)
      throws IOException {
    StatementKey key = key(session, statement);
    ResultPage page = tellable(key, wish);
    boolean isTable = page.result() != 0 && !page.remarks().hasLate();
    if (!isTable || page.remarks().isWithheld()) {
      // Its page says which of them is so, and leaves the link out.
      throw new ResponseStatusException(HttpStatus.CONFLICT);
    }
    keep(me, "replay downloaded", key, page, "csv");
    send(key, response, "text/csv", "csv", out -> new ReplayCsv(out, page.result()));
  }

  @GetMapping(PATH + "/json")
  void json(
      @ModelAttribute("me") Subject me,
      @PathVariable String session,
      @PathVariable String statement,
      @ModelAttribute Wish wish,
      HttpServletResponse response)
      throws IOException {
    StatementKey key = key(session, statement);
    ResultPage page = tellable(key, wish);
    keep(me, "replay downloaded", key, page, "json");
    send(key, response, "application/x-ndjson", "jsonl", ReplayJson::new);
  }

  private static StatementKey key(String session, String statement) {
    return StatementKey.of(session, statement)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private Replay found(StatementKey key, Wish wish) throws IOException {
    return replays
        .page(key, wish.slice(), wish.anyway())
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  /** Nothing is handed out of what was tampered with, or is not here. */
  private ResultPage tellable(StatementKey key, Wish wish) throws IOException {
    return found(key, wish)
        .page()
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.CONFLICT));
  }

  private void keep(Subject me, String deed, StatementKey key, ResultPage page, String what) {
    String about = key.id().substring(0, Math.min(LONGEST_ABOUT, key.id().length()));
    log.write(me, deed, about, "result " + page.result() + ", " + what);
  }

  private void send(
      StatementKey key,
      HttpServletResponse response,
      String type,
      String ending,
      Function<PrintWriter, Playback> form)
      throws IOException {
    response.setContentType(type);
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    String name = key.id().replaceAll("[^A-Za-z0-9-]", "_");
    response.setHeader(
        "Content-Disposition", "attachment; filename=\"" + name + "." + ending + "\"");
    PrintWriter out = response.getWriter();
    String broken = replays.tell(key, form.apply(out));
    if (!broken.isEmpty()) {
      // Breaks the answer off: half of it must not pass for the whole.
      throw new IOException("not all of statement " + key.id() + " could be told: " + broken);
    }
    out.flush();
  }
}
