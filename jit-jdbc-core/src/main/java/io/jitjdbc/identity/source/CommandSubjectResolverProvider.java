package io.jitjdbc.identity.source;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.identity.SubjectResolver;
import io.jitjdbc.identity.SubjectResolverProvider;
import io.jitjdbc.identity.TokenVerification;
import io.jitjdbc.process.Command;
import io.jitjdbc.process.Surroundings;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code jit.subject=command}: a command prints the token.
 *
 * <p>The command is started without a shell, with its input closed. It prints one JSON object of at
 * most 64 KiB and exits with 0: {@code {"token": "..."}}, or what credential plugins print for
 * kubectl:
 *
 * <pre>{@code
 * {"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential",
 *  "status": {"token": "...", "expirationTimestamp": "2030-01-31T13:00:00Z"}}
 * }</pre>
 *
 * <p>The token is kept in memory until shortly before its end. What is verified, {@link
 * TokenVerification} says.
 *
 * <p><b>Guarantees</b>: a command that fails, hangs or prints anything else gives no token; it is
 * killed with its children when its time is over; what it prints is never logged. <b>Does not
 * protect against</b> a command that prints the token of somebody else: all connections with these
 * settings are of one subject.
 */
public final class CommandSubjectResolverProvider implements SubjectResolverProvider {
  static final Setting<String> COMMAND =
      Setting.of("command", Kind.TEXT, "The program: its path, or its name if it is on the PATH.");
  static final Setting<List<String>> ARGS =
      Setting.of("args", Kind.LIST, "Its arguments; wrap the program in a script to pass a comma.");
  static final Setting<List<String>> ENVIRONMENT =
      Setting.of(
          "environment",
          Kind.LIST,
          "Variables to hand on to it besides the usual ones, such as VAULT_ADDR or AWS_*.");
  static final Setting<Duration> TIMEOUT =
      Setting.of("timeout", Kind.DURATION, "10s", "How long it may run before it is killed.");

  private static final Duration REST = Duration.ofSeconds(2);

  /**
   * Plugins for kubectl look here for the form of the answer, and whether they may ask a person.
   */
  private static final Map<String, String> VARIABLES =
      Map.of(
          "KUBERNETES_EXEC_INFO",
          "{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\","
              + "\"spec\":{\"interactive\":false}}");

  private final InstantSource clock;

  /** For {@link java.util.ServiceLoader}. */
  public CommandSubjectResolverProvider() {
    this(InstantSource.system());
  }

  CommandSubjectResolverProvider(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "command";
  }

  @Override
  public List<Setting<?>> settings() {
    return TokenVerification.settings(COMMAND, ARGS, ENVIRONMENT, TIMEOUT);
  }

  @Override
  public SubjectResolver create(SettingValues values) {
    var argv = new ArrayList<String>();
    argv.add(values.get(COMMAND));
    argv.addAll(values.find(ARGS).orElse(List.of()));
    var role =
        new Command.Role(
            "No token", "the token command", values.nameOf(COMMAND), values.nameOf(TIMEOUT));
    Duration timeout = values.get(TIMEOUT);
    var surroundings = new Surroundings(values.find(ENVIRONMENT).orElse(List.of()));
    var command = new Command(argv, surroundings, timeout, role);
    var patience = new Patience(timeout.plus(REST), REST);
    var tokens = new RenewedTokens(before -> issue(command), patience, clock);
    return TokenVerification.resolver(values, clock, tokens);
  }

  private IssuedToken issue(Command command) throws RefusedException {
    return ExecToken.parse(command.run(VARIABLES, ""), clock.instant());
  }
}
