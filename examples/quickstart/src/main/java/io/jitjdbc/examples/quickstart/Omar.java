package io.jitjdbc.examples.quickstart;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Somebody who may say yes: waits for one request, reads it and answers it. */
final class Omar implements Callable<Boolean> {
  private final ApproverDesk desk;
  private final Tokens tokens;
  private final Terminal terminal;
  private final Optional<BufferedReader> reader;

  /** Whose tokens he has to do with: his own, and that of the one who asks. */
  record Tokens(String omar, String ana) {
    @Override
    public String toString() {
      return "tokens=***";
    }
  }

  /**
   * An approver.
   *
   * @param reader who answers in his place; if nobody does, he says yes after a second
   */
  Omar(ApproverDesk desk, Tokens tokens, Terminal terminal, Optional<BufferedReader> reader) {
    this.desk = desk;
    this.tokens = tokens;
    this.terminal = terminal;
    this.reader = reader;
  }

  /** Whether he said yes. */
  @Override
  public Boolean call() throws RefusedException, IOException, InterruptedException {
    AccessRequest request = next();
    show(request);
    letAnaTry(request);
    boolean granted = decide();
    desk.answer(request, tokens.omar(), granted, granted ? "go ahead" : "not without a ticket");
    terminal.done("omar " + (granted ? "approves " : "rejects ") + request.id());
    return granted;
  }

  private AccessRequest next() throws RefusedException, InterruptedException {
    List<AccessRequest> open = desk.requests();
    while (open.isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(100);
      open = desk.requests();
    }
    return open.get(0);
  }

  private void show(AccessRequest request) {
    terminal.waiting("rows.next() waits; at the approvers' desk there is");
    terminal.fact("request", request.id() + ", open until " + Clock.time(request.expiresAt()));
    terminal.fact("who", request.subject().name() + " " + request.subject().groups());
    terminal.fact("why", request.binding().purpose());
    terminal.fact("what", request.summary().statement());
    terminal.fact("rule", request.summary().rule() + ": " + request.summary().reason());
    terminal.fact(
        "may answer",
        String.join(", ", request.requirement().approverGroups()) + ", but never the one who asks");
  }

  private void letAnaTry(AccessRequest request) {
    try {
      desk.answer(request, tokens.ana(), true, "it is only me");
      throw new IllegalStateException("a request was approved by the one who made it");
    } catch (RefusedException e) {
      terminal.refused("ana approves it herself: " + e.getMessage());
    }
  }

  private boolean decide() throws IOException, InterruptedException {
    if (reader.isEmpty()) {
      TimeUnit.SECONDS.sleep(1);
      return true;
    }
    while (true) {
      terminal.ask("You are omar. Approve? [y/n]");
      String line = reader.get().readLine();
      String answer = line == null ? "n" : line.strip().toLowerCase(Locale.ROOT);
      if (answer.startsWith("y") || answer.startsWith("n")) {
        return answer.startsWith("y");
      }
    }
  }
}
