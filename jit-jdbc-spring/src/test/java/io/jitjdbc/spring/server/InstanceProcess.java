package io.jitjdbc.spring.server;

import io.jitjdbc.testing.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringApplication;

/**
 * An instance of the control plane as a process of its own, which can be told to end, or killed.
 */
final class InstanceProcess implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 90;
  private static final int POLL_MILLIS = 100;

  private final Process process;
  private final int port;
  private final Path output;

  private InstanceProcess(Process process, int port, Path output) {
    this.process = process;
    this.port = port;
    this.output = output;
  }

  /** Starts one that is soon there, and returns when it answers. */
  static InstanceProcess start(Map<String, Object> properties) throws Exception {
    return start(List.of("-XX:TieredStopAtLevel=1"), properties);
  }

  /**
   * Starts one and returns when it answers.
   *
   * @param options of its virtual machine
   */
  static InstanceProcess start(List<String> options, Map<String, Object> properties)
      throws Exception {
    int port = FreePort.find();
    Path output = Files.createTempFile("instance", ".log");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-XX:-UsePerfData");
    command.add("-Xmx300m");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(InstanceProcess.class.getName());
    command.add("--server.port=" + port);
    command.add("--server.shutdown=graceful");
    command.add("--spring.lifecycle.timeout-per-shutdown-phase=10s");
    command.add("--management.endpoint.health.probes.enabled=true");
    properties.forEach((name, value) -> command.add("--" + name + '=' + value));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    var instance = new InstanceProcess(process, port, output);
    instance.awaitHealth();
    return instance;
  }

  private void awaitHealth() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health"))
            .timeout(Duration.ofSeconds(5))
            .build();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < end && process.isAlive()) {
      try {
        if (client.send(request, BodyHandlers.ofString()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // Not yet.
      }
      Thread.sleep(POLL_MILLIS);
    }
    close();
    throw new AssertionError("the instance did not start:\n" + Files.readString(output));
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /** What it has printed. */
  String output() throws IOException {
    return Files.readString(output);
  }

  /** Tells it to end, as orchestrators do, and waits until it has. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the instance does not end");
    }
  }

  /** Ends it without any chance to tidy up. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Runs in the other process. */
  public static void main(String[] arguments) {
    SpringApplication.run(RunningControlPlane.Application.class, arguments);
  }
}
