package io.jitjdbc.audit.http;

import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditSinkProvider;
import io.jitjdbc.audit.AuditUnavailableException;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.AuditEvents;
import io.jitjdbc.testing.TestAuditService;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Another Java process that records and ships until it is killed, and says what was accepted. */
final class ShippingJvm implements AutoCloseable {
  private static final int THREADS = 4;

  private final Process process;
  private final BufferedReader accepted;

  private ShippingJvm(Process process) {
    this.process = process;
    this.accepted = process.inputReader();
  }

  static ShippingJvm start(Path directory, String address, String name) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-cp",
            System.getProperty("java.class.path"),
            ShippingJvm.class.getName(),
            directory.toString(),
            address,
            name);
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    return new ShippingJvm(builder.start());
  }

  List<String> accepted(int atMost) throws IOException {
    var ids = new ArrayList<String>();
    String id = null;
    while (ids.size() < atMost && (id = accepted.readLine()) != null) {
      ids.add(id);
    }
    return ids;
  }

  /** Ends it without any chance to tidy up; then what it had said, but for a word cut off. */
  List<String> kill() throws IOException, InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor(1, TimeUnit.MINUTES);
    List<String> rest = accepted(Integer.MAX_VALUE);
    return rest.isEmpty() ? rest : rest.subList(0, rest.size() - 1);
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    accepted.close();
  }

  /** The sinks of {@code jit.audit=recording,http}. */
  static AuditSink sink(Path directory, String address) {
    AuditSink recording =
        named("recording")
            .create(
                SettingValues.of(
                    "jit.audit.recording.",
                    Map.of("directory", directory.toString(), "fsync", "false")));
    AuditSink http =
        named("http")
            .create(
                SettingValues.of(
                    "jit.audit.http.", Map.of("address", address, "token", TestAuditService.TOKEN)),
                List.of(recording));
    // As the driver does: who was made last is closed first.
    return new Both(AuditSink.inFrontOf(List.of(recording, http)), http, recording);
  }

  private static AuditSinkProvider named(String name) {
    return Providers.named(AuditSinkProvider.class, "jit.audit", name);
  }

  private record Both(AuditSink front, AuditSink first, AuditSink second) implements AuditSink {
    @Override
    public void record(io.jitjdbc.audit.AuditEvent event) throws AuditUnavailableException {
      front.record(event);
    }

    @Override
    public List<io.jitjdbc.audit.AuditBacklog> backlogs() {
      return front.backlogs();
    }

    @Override
    public void close() {
      first.close();
      second.close();
    }
  }

  /** Runs in the other process. */
  public static void main(String[] arguments) {
    AuditSink sink = sink(Path.of(arguments[0]), arguments[1]);
    for (int thread = 0; thread < THREADS; thread++) {
      String name = arguments[2] + "-" + thread + "-";
      new Thread(() -> recordForEver(sink, name)).start();
    }
  }

  private static void recordForEver(AuditSink sink, String name) {
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
