package io.jitjdbc.credential.exec;

import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.CredentialBrokerProvider;
import io.jitjdbc.process.Command;
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
 * <p>The command is started without a shell, with its input closed. It finds the request in its
 * environment: {@code JIT_SUBJECT}, {@code JIT_SUBJECT_ISSUER}, {@code JIT_SUBJECT_NAME}, {@code
 * JIT_TARGET}, {@code JIT_PURPOSE}, and all of it with the subject's groups as JSON in {@code
 * JIT_EXEC_INFO}. It prints one JSON object of at most 64 KiB and exits with 0:
 *
 * <pre>{@code
 * {"apiVersion": "credentials.jit-jdbc.io/v1", "kind": "ExecCredential",
 *  "status": {"username": "...", "password": "...", "expirationTimestamp": "2030-01-31T13:00:00Z",
 *             "leaseId": "...", "properties": {"sslmode": "verify-full"}}}
 * }</pre>
 *
 * <p>{@code leaseId} and {@code properties} may be left out.
 *
 * <p><b>Guarantees</b>: a command that fails, hangs or prints anything else gives no lease; it is
 * killed with its children when its time is over; what it prints is never logged, and what it
 * writes to its standard error goes to the debug log only. <b>Does not protect against</b> a
 * command that prints a login which the database keeps open for longer than it says.
 */
public final class ExecCredentialBrokerProvider implements CredentialBrokerProvider {
  static final Setting<String> COMMAND =
      Setting.of("command", Kind.TEXT, "The program: its path, or its name if it is on the PATH.");
  static final Setting<List<String>> ARGS =
      Setting.of("args", Kind.LIST, "Its arguments; wrap the program in a script to pass a comma.");
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
    return List.of(COMMAND, ARGS, TIMEOUT, MAX_TTL);
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
    var command = new Command(argv, values.get(TIMEOUT), role);
    return new ExecCredentialBroker(command, values.get(MAX_TTL), clock);
  }
}
