package io.jitjdbc.cli.audit;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** What can be done with recording logs. */
@Command(
    name = "audit",
    description = "Verifies recording logs, reads them, and deletes what is over its time.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      VerifyCommand.class,
      SearchCommand.class,
      ShowCommand.class,
      ReportCommand.class,
      LeastPrivilegeCommand.class,
      RetainCommand.class,
      HoldCommand.class,
      ReleaseCommand.class,
      ShredCommand.class,
      HelpCommand.class
    })
public final class AuditCommand {}
