package io.jitjdbc.cli;

import io.jitjdbc.policy.PolicyDecisionPoint;
import io.jitjdbc.policy.PolicyDecisionPointProvider;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What can be done with a policy file before it is in force. */
@Command(name = "policy", description = "Checks policy files.", synopsisSubcommandLabel = "COMMAND")
final class PolicyCommand {
  private static final String YAML = "yaml";

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before any command runs
  private CommandSpec spec;

  @Command(
      description = {
        "Reads a policy file and prints its version and whether it is enforced, or everything that"
            + " is wrong."
      })
  int check(@Parameters(paramLabel = "FILE", description = "The policy.") Path file) {
    var values = SettingValues.of("jit.policy.yaml.", Map.of("file", file.toString()));
    var provider = Providers.named(PolicyDecisionPointProvider.class, "jit.policy", YAML);
    try (PolicyDecisionPoint policy = provider.create(values)) {
      var out = spec.commandLine().getOut();
      out.println("OK: " + file + " is valid, version " + policy.version());
      out.println(policy.problem().map(lax -> "Careful: " + lax).orElse("It is enforced."));
    }
    return 0;
  }
}
