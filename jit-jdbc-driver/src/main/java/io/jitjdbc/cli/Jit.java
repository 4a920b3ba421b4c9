package io.jitjdbc.cli;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.ApprovalDesk.Entry;
import io.jitjdbc.approval.Delegation;
import io.jitjdbc.approval.RequestId;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import io.jitjdbc.cli.audit.AuditCommand;
import io.jitjdbc.cli.audit.ReplayCommand;
import io.jitjdbc.cli.terminal.Printable;
import io.jitjdbc.settings.InvalidSettingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * The command line: answers access requests, checks policies, explains decisions, prints the
 * settings.
 *
 * <p>Exit codes: 0 it is done; 1 it was refused or is not valid, and the standard error says why; 2
 * the command itself was wrong.
 */
@Command(
    name = "jit",
    mixinStandardHelpOptions = true,
    version = "jit-jdbc 0.1.0",
    description =
        "Answers access requests, checks policies, explains decisions and prints the settings of"
            + " jit-jdbc.",
    subcommands = {
      SignCommand.class,
      KeyCommand.class,
      WatchCommand.class,
      ExplainCommand.class,
      PolicyCommand.class,
      AuditCommand.class,
      ReplayCommand.class,
      HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it is done",
      "1:it was refused or is not valid; the standard error says why",
      "2:the command itself was wrong"
    })
public final class Jit {
  private static final int REFUSED = 1;

  private final InstantSource clock;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before any command runs
  private CommandSpec spec;

  private Jit(InstantSource clock) {
    this.clock = clock;
  }

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine(InstantSource.system()).execute(args));
  }

  /** Writes to the standard streams unless it is told otherwise. */
  static CommandLine commandLine(InstantSource clock) {
    return new CommandLine(new Jit(clock)).setExecutionExceptionHandler(Jit::explain);
  }

  private static int explain(Exception failure, CommandLine command, ParseResult parsed)
      throws Exception {
    if (failure instanceof RefusedException
        || failure instanceof InvalidSettingException
        || failure instanceof SQLException
        || failure instanceof IOException
        || failure instanceof MalformedLogException) {
      command.getErr().println("jit: " + Printable.lines(String.valueOf(failure.getMessage())));
      return REFUSED;
    }
    throw failure;
  }

  @Command(description = "Lists the requests that wait for an answer, oldest first.")
  int requests(
      @Mixin Configuration configuration,
      @Mixin Identity identity,
      @Option(names = "--json", description = "One JSON array, for scripts.") boolean json)
      throws RefusedException {
    Instant now = clock.instant();
    List<Entry> open = configuration.atDesk(identity, desk -> desk.open());
    if (json) {
      out().println(RequestJson.of(open));
    } else {
      RequestTable.print(open, now, out());
    }
    return 0;
  }

  @Command(description = "Shows one request: who asks for what and why, and the answers so far.")
  int show(
      @Mixin Configuration configuration,
      @Mixin Identity identity,
      @Parameters(paramLabel = "ID", description = "The request.") String id,
      @Option(names = "--json", description = "One JSON object, for scripts.") boolean json)
      throws RefusedException {
    Entry entry = configuration.atDesk(identity, desk -> desk.find(RequestId.read(id)));
    if (json) {
      out().println(RequestJson.of(entry));
    } else {
      RequestSheet.print(entry, out());
    }
    return 0;
  }

  @Command(description = "Says yes to a request, as the person whose token is given.")
  int approve(
      @Mixin Configuration configuration,
      @Mixin Identity identity,
      @Parameters(paramLabel = "ID", description = "The request.") String id,
      @Mixin Consent consent)
      throws RefusedException {
    var approver = configuration.subject(identity);
    PrintWriter err = spec.commandLine().getErr();
    return atDesk(
        new Visitor(configuration, identity),
        id,
        (desk, request) ->
            desk.answer(request, approver, consent.to(desk, request, err, clock.instant())));
  }

  @Command(description = "Says no to a request, as the person whose token is given.")
  int reject(
      @Mixin Configuration configuration,
      @Mixin Identity identity,
      @Parameters(paramLabel = "ID", description = "The request.") String id,
      @Option(names = "--comment", required = true, description = "Why not.") String comment)
      throws RefusedException {
    var approver = configuration.subject(identity);
    return atDesk(
        new Visitor(configuration, identity),
        id,
        (desk, request) -> desk.answer(request, approver, false, comment));
  }

  @Command(
      description = {
        "Takes an approval back, as the person whose token is given: it can be used no more, and",
        "what reads by it is ended."
      })
  int revoke(
      @Mixin Configuration configuration,
      @Mixin Identity identity,
      @Parameters(paramLabel = "ID", description = "The request.") String id,
      @Option(names = "--comment", required = true, description = "Why.") String comment)
      throws RefusedException {
    var who = configuration.subject(identity);
    var visitor = new Visitor(configuration, identity);
    return atDesk(visitor, id, (desk, request) -> desk.revoke(request, who, comment));
  }

  @Command(
      description = {
        "Lets somebody else answer in the place of the person whose token is given, for a while.",
        "The two count as one person."
      })
  int delegate(
      @Mixin Configuration configuration,
      @Mixin Identity identity,
      @Option(
              names = "--to",
              required = true,
              paramLabel = "ISSUER|ID",
              description = "Who, as jit show prints people in brackets.")
          String deputy,
      @Option(
              names = "--until",
              required = true,
              paramLabel = "TIME",
              description = "Until when, such as 2030-01-31T18:00:00Z.")
          Instant until,
      @Option(
              names = "--key",
              paramLabel = "FILE",
              description = "Signs it with your private key, as approve does.")
          Optional<Path> key)
      throws RefusedException {
    var absent = configuration.subject(identity);
    Instant now = clock.instant();
    if (!until.isAfter(now) || absent.key().equals(deputy)) {
      throw RefusedException.denied(
          "nothing was delegated: --until must lie ahead, and --to be somebody else");
    }
    var plain = new Delegation(absent, deputy, now.truncatedTo(ChronoUnit.MILLIS), until);
    Delegation delegation =
        key.map(SigningKey::read).map(signer -> plain.signed(signer.sign(plain))).orElse(plain);
    configuration.atDesk(
        identity,
        desk -> {
          desk.delegate(delegation);
          return true;
        });
    out().println(Printable.line(deputy + " answers for " + absent.name() + " until " + until));
    return 0;
  }

  @Command(description = "Prints every setting, as a table in Markdown.")
  int settings() {
    SettingsTable.print(out());
    return 0;
  }

  @FunctionalInterface
  private interface Deed {
    RequestState at(ApprovalDesk desk, String id) throws RefusedException;
  }

  private record Visitor(Configuration configuration, Identity identity) {}

  /** Does something with a request, and prints what it has led to. */
  private int atDesk(Visitor visitor, String typed, Deed deed) throws RefusedException {
    String id = RequestId.read(typed);
    Entry entry =
        visitor
            .configuration()
            .atDesk(
                visitor.identity(),
                desk -> {
                  deed.at(desk, id);
                  return desk.find(id);
                });
    RequestSheet.printOutcome(entry, out());
    return 0;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
