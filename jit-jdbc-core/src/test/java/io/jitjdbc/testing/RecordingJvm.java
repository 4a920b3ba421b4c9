package io.jitjdbc.testing;

import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditSinkProvider;
import io.jitjdbc.audit.AuditUnavailableException;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Another Java process that records events from several threads until it is killed, and says which
 * ones its sink has accepted.
 */
public final class RecordingJvm implements AutoCloseable {
  private static final int THREADS = 4;

  private final Process process;
  private final BufferedReader accepted;

  private RecordingJvm(Process process) {
    this.process = process;
    this.accepted = process.inputReader();
  }

  /**
   * Starts it.
   *
   * @param launcher what starts the java command, or nothing
   * @param name start of the ids of its events
   */
  public static RecordingJvm start(
      List<String> launcher, String provider, Map<String, String> settings, String name)
      throws IOException {
    var command = new ArrayList<>(launcher);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(RecordingJvm.class.getName(), provider, name));
    settings.forEach((setting, text) -> command.add(setting + "=" + text));
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    return new RecordingJvm(builder.start());
  }

  /** The next ids that were accepted; fewer if it stopped. */
  public List<String> accepted(int atMost) throws IOException {
    var ids = new ArrayList<String>();
    String id = null;
    while (ids.size() < atMost && (id = accepted.readLine()) != null) {
      ids.add(id);
    }
    return ids;
  }

  /** Ends it without any chance to tidy up; then what it had said until its end. */
  public List<String> kill() throws IOException, InterruptedException {
    // The process itself would take with it what it has said and nobody has read yet.
    process.toHandle().destroyForcibly();
    process.waitFor(1, TimeUnit.MINUTES);
    return accepted(Integer.MAX_VALUE);
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    accepted.close();
  }

  /** Runs in the other process: each thread ends at its first refusal. */
  public static void main(String[] arguments) {
    var texts = new HashMap<String, String>();
    Arrays.stream(arguments)
        .skip(2)
        .map(argument -> argument.split("=", 2))
        .forEach(setting -> texts.put(setting[0], setting[1]));
    AuditSink sink =
        Providers.named(AuditSinkProvider.class, "jit.audit", arguments[0])
            .create(SettingValues.of("", texts));
    for (int thread = 0; thread < THREADS; thread++) {
      String name = arguments[1] + "-" + thread + "-";
      new Thread(() -> recordUntilRefused(sink, name)).start();
    }
  }

  private static void recordUntilRefused(AuditSink sink, String name) {
    try {
      for (int i = 0; true; i++) {
        sink.record(AuditEvents.named(name + i));
        System.out.println(name + i);
      }
    } catch (AuditUnavailableException e) {
      Thread.currentThread().interrupt();
    }
  }
}
