package io.jitjdbc.cli;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.ApprovalDesk.Entry;
import io.jitjdbc.approval.RequestId;
import io.jitjdbc.settings.InvalidSettingException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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
    subcommands = {ExplainCommand.class, PolicyCommand.class, HelpCommand.class},
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
        || failure instanceof SQLException) {
      command.getErr().println("jit: " + Printable.lines(String.valueOf(failure.getMessage())));
      return REFUSED;
    }
    throw failure;
  }

  @Command(description = "Lists the requests that wait for an answer, oldest first.")
  int requests(@Mixin Configuration configuration) throws RefusedException {
    Instant now = clock.instant();
    List<Entry> open = configuration.atDesk(desk -> desk.open());
    RequestTable.print(open, now, out());
    return 0;
  }

  @Command(description = "Shows one request: who asks for what and why, and the answers so far.")
  int show(
      @Mixin Configuration configuration,
      @Parameters(paramLabel = "ID", description = "The request.") String id)
      throws RefusedException {
    Entry entry = configuration.atDesk(desk -> desk.find(RequestId.read(id)));
    RequestSheet.print(entry, out());
    return 0;
  }

  @Command(description = "Says yes to a request, as the person whose token is given.")
  int approve(
      @Mixin Configuration configuration,
      @Mixin Identity identity,
      @Parameters(paramLabel = "ID", description = "The request.") String id,
      @Option(
              names = "--comment",
              defaultValue = "",
              description = "What the one who asked should know.")
          String comment)
      throws RefusedException {
    return answer(configuration, identity, new Answer(id, true, comment));
  }

  @Command(description = "Says no to a request, as the person whose token is given.")
  int reject(
      @Mixin Configuration configuration,
      @Mixin Identity identity,
      @Parameters(paramLabel = "ID", description = "The request.") String id,
      @Option(names = "--comment", required = true, description = "Why not.") String comment)
      throws RefusedException {
    return answer(configuration, identity, new Answer(id, false, comment));
  }

  @Command(description = "Prints every setting, as a table in Markdown.")
  int settings() {
    SettingsTable.print(out());
    return 0;
  }

  private record Answer(String id, boolean granted, String comment) {}

  private int answer(Configuration configuration, Identity identity, Answer answer)
      throws RefusedException {
    var approver = configuration.subject(identity);
    String id = RequestId.read(answer.id());
    Entry entry =
        configuration.atDesk(
            desk -> {
              desk.answer(id, approver, answer.granted(), answer.comment());
              return desk.find(id);
            });
    RequestSheet.printOutcome(entry, out());
    return 0;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
