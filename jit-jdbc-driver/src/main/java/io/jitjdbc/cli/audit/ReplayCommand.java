package io.jitjdbc.cli.audit;

import io.jitjdbc.audit.reading.SessionEntry;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import io.jitjdbc.audit.replay.NotTellableException;
import io.jitjdbc.audit.replay.NotTellableException.Why;
import io.jitjdbc.audit.replay.Playback;
import io.jitjdbc.audit.replay.ReplayCsv;
import io.jitjdbc.audit.replay.ReplayFeed;
import io.jitjdbc.audit.replay.ReplayJson;
import io.jitjdbc.audit.replay.StatementOf;
import io.jitjdbc.audit.replay.Visible;
import io.jitjdbc.settings.InvalidSettingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jit replay}: a session as it was. */
@Command(
    name = "replay",
    description = {
      "Tells a session as it was: statements, decisions, approvals, and the results as they were",
      "read, cell by cell. Verifies the logs first, and does not tell what was tampered with."
    })
public final class ReplayCommand implements Callable<Integer> {
  private static final Map<Why, String> ADVICE =
      Map.of(
          Why.SEVERAL, ": name it by --statement and --result",
          Why.ENCRYPTED, ": name one by --key",
          Why.NOTHING, ": jit audit show tells what is");

  @Mixin
  @SuppressWarnings("NullAway.Init") // set by picocli
  private LogSource source;

  @Parameters(paramLabel = "SESSION", description = "The session's id: jit audit search tells it.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private String session;

  @Option(names = "--statement", paramLabel = "ID", description = "Only this one.")
  private Optional<String> statement = Optional.empty();

  @Option(
      names = "--result",
      paramLabel = "NUMBER",
      defaultValue = "0",
      description = "For csv: which of the statement's results.")
  private int result;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "text; json, one object a line; csv, for one result. Default: text.")
  private String format = "text";

  @Option(
      names = "--speed",
      defaultValue = "at-once",
      description = "at-once, as-it-was, x10 and the like, or step. Default: at-once.")
  private String speed = "at-once";

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description = "JWK set of the keys that may sign.")
  private Optional<Path> trust = Optional.empty();

  @Option(
      names = "--even-if-tampered",
      description = "Tells also what cannot be relied on, and says so.")
  private boolean evenIfTampered;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  private int told;

  @Override
  public Integer call() throws IOException, MalformedLogException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Playback playback = playback(out);
    Pace pace = Pace.of(speed, System.in, err);
    verify(format.equals("text") ? out : err);
    var feed = new ReplayFeed(playback);
    try {
      tell(feed, pace);
    } catch (NotTellableException e) {
      throw new InvalidSettingException(e.getMessage() + ADVICE.getOrDefault(e.why(), ""));
    }
    out.flush();
    return ending(feed, err);
  }

  private void tell(ReplayFeed feed, Pace pace) throws IOException, MalformedLogException {
    source
        .logs()
        .session(
            session,
            entry -> {
              if (isMeant(entry)) {
                tell(entry, feed, pace);
              }
            });
    if (told == 0) {
      throw new InvalidSettingException(
          "no log here knows of that session or statement: jit audit search lists what they know");
    }
    feed.end();
  }

  private Playback playback(PrintWriter out) {
    return switch (format) {
      case "text" -> new ReplayText(out);
      case "json" -> new ReplayJson(out);
      case "csv" -> new ReplayCsv(out, result);
      default -> throw new InvalidSettingException("--format has to be text, json or csv");
    };
  }

  private void verify(PrintWriter where) throws IOException {
    Verified verified = Verified.of(source.directory(), KeyFiles.trust(trust));
    if (verified.isUnreliable() && !evenIfTampered) {
      throw new InvalidSettingException(
          "nothing is told, because these logs cannot be relied on: "
              + Visible.of(verified.line())
              + ". jit audit verify tells all that is wrong; --even-if-tampered tells the rest");
    }
    where.println(Visible.of(verified.line()));
    where.flush();
  }

  private boolean isMeant(SessionEntry entry) {
    if (entry instanceof SessionEntry.Withheld) {
      // Whose it is takes the key to tell: better told once too often than not.
      return statement.isEmpty() || told > 0;
    }
    return statement.map(id -> StatementOf.entry(entry).equals(id)).orElse(true);
  }

  private void tell(SessionEntry entry, ReplayFeed feed, Pace pace) throws IOException {
    told++;
    if (pace.next(entry.time())) {
      entry.fold(feed);
      spec.commandLine().getOut().flush();
    }
  }

  private static int ending(ReplayFeed feed, PrintWriter err) {
    if (feed.broken().isEmpty()) {
      return 0;
    }
    err.println("jit: not all could be told: " + Visible.of(feed.broken()));
    return 1;
  }
}
