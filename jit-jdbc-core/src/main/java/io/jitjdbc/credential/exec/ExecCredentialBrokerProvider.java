package io.jitjdbc.credential.exec;

import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.CredentialBrokerProvider;
import io.jitjdbc.process.Command;
import io.jitjdbc.process.Surroundings;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code jit.broker=exec}: a command is run for every lease and prints the credential.
 *
 * <p>The command is started without a shell. It finds the request in its environment: {@code
 * JIT_SUBJECT}, {@code JIT_SUBJECT_ISSUER}, {@code JIT_SUBJECT_NAME}, {@code JIT_TARGET}, {@code
 * JIT_PURPOSE}, {@code JIT_APPLICATION}, and all of it with the subject's groups as JSON in {@code
 * JIT_EXEC_INFO}. Of this process's own variables it gets those without which programs do not run
 * (such as {@code PATH}, {@code HOME}, {@code LANG}, {@code TMPDIR} and those about proxies) and
 * those that the setting {@code environment} names. Its standard input is empty, or the subject's
 * token if {@code pass-token} says so: never a variable, because others may read those. It prints
 * one JSON object of at most 64 KiB and exits with 0:
 *
 * <pre>{@code
 * {"apiVersion": "credentials.jit-jdbc.io/v1", "kind": "ExecCredential",
 *  "status": {"username": "...", "password": "...", "expirationTimestamp": "2030-01-31T13:00:00Z",
 *             "leaseId": "...", "properties": {"sslmode": "verify-full"}}}
 * }</pre>
 *
 * <p>{@code leaseId} and {@code properties} may be left out. Exit code 75 ({@code EX_TEMPFAIL})
 * says that it may be worth another try later, any other that the subject gets no credential; what
 * it wrote to its standard error is then part of the message, shortened and without what looks like
 * a secret.
 *
 * <p><b>Guarantees</b>: a command that fails, hangs or prints anything else gives no lease; when
 * its time is over it is killed with all that it has started until then and not disowned; what it
 * prints is never shown. <b>Does not protect against</b> a command that prints a login which the
 * database keeps open for longer than it says, nor against what it leaves running once it has
 * exited.
 */
public final class ExecCredentialBrokerProvider implements CredentialBrokerProvider {
  static final Setting<String> COMMAND =
      Setting.of("command", Kind.TEXT, "The program: its path, or its name if it is on the PATH.");
  static final Setting<List<String>> ARGS =
      Setting.of("args", Kind.LIST, "Its arguments; wrap the program in a script to pass a comma.");
  static final Setting<List<String>> ENVIRONMENT =
      Setting.of(
          "environment",
          Kind.LIST,
          "Variables to hand on to it besides the usual ones, such as VAULT_ADDR or AWS_*.");
  static final Setting<Boolean> PASS_TOKEN =
      Setting.of(
          "pass-token",
          Kind.FLAG,
          "false",
          "Whether it gets the subject's token, on its standard input.");
  static final Setting<Duration> TIMEOUT =
      Setting.of("timeout", Kind.DURATION, "10s", "How long it may run before it is killed.");
  static final Setting<Duration> MAX_TTL =
      Setting.of("max-ttl", Kind.DURATION, "1h", "Leases that would last longer are shortened.");

  private final InstantSource clock;

  /** For {@link java.util.ServiceLoader}. */
  public ExecCredentialBrokerProvider() {
    this(InstantSource.system());
  }

  ExecCredentialBrokerProvider(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "exec";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(COMMAND, ARGS, ENVIRONMENT, PASS_TOKEN, TIMEOUT, MAX_TTL);
  }

  @Override
  public CredentialBroker create(SettingValues values) {
    var argv = new ArrayList<String>();
    argv.add(values.get(COMMAND));
    argv.addAll(values.find(ARGS).orElse(List.of()));
    if (values.get(MAX_TTL).isZero()) {
      throw new InvalidSettingException("max-ttl of the exec broker must be longer than nothing");
    }
    var role =
        new Command.Role(
            "No lease",
            "the exec broker's command",
            values.nameOf(COMMAND),
            values.nameOf(TIMEOUT));
    var surroundings = new Surroundings(values.find(ENVIRONMENT).orElse(List.of()));
    var command = new Command(argv, surroundings, values.get(TIMEOUT), role);
    return new ExecCredentialBroker(command, values.get(PASS_TOKEN), values.get(MAX_TTL), clock);
  }
}
