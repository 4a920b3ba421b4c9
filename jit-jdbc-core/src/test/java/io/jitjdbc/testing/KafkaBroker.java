package io.jitjdbc.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Kafka server of its own process, which can be killed and started again with what it had. */
public final class KafkaBroker implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Path directory;
  private final int port = FreePort.find();
  private final int controller = FreePort.find();
  private Process process;

  private KafkaBroker(Path directory) throws IOException, InterruptedException {
    this.directory = directory;
    Files.writeString(properties(), String.join("\n", settings()));
    Process format =
        java("kafka.tools.StorageTool", List.of("format", "--standalone", "-t", id(), "-c"));
    if (!format.waitFor(1, TimeUnit.MINUTES) || format.exitValue() != 0) {
      throw new IOException("Kafka's storage was not formatted: " + log());
    }
    begin();
  }

  /**
   * Starts one.
   *
   * @param directory for all that it keeps
   */
  public static KafkaBroker start(Path directory) throws IOException, InterruptedException {
    return new KafkaBroker(Files.createDirectories(directory));
  }

  /** Where clients begin. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Starts the server again, and returns when it listens. */
  public void begin() throws IOException, InterruptedException {
    process = java("kafka.Kafka", List.of());
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!listens()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException("Kafka does not start: " + log());
      }
      Thread.sleep(100);
    }
  }

  /** Ends it without any chance to tidy up. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /**
   * Ends it.
   *
   * @throws AssertionError if it was brought a secret
   */
  @Override
  public void close() throws IOException {
    try {
      kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the broker was ended");
    }
    var received = new ReceivedTexts();
    try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
      // Records lie there as they came: nothing compresses them.
      for (Path file : files.filter(each -> each.toString().endsWith(".log")).toList()) {
        received.look(
            "topic " + file.getParent().getFileName(), Files.readString(file, ISO_8859_1));
      }
    }
    received.requireClean();
  }

  private Process java(String tool, List<String> arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(tool);
    command.addAll(arguments);
    command.add(properties().toString());
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()))
        .start();
  }

  private List<String> settings() {
    return List.of(
        "process.roles=broker,controller",
        "node.id=1",
        "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller,
        "advertised.listeners=PLAINTEXT://127.0.0.1:" + port,
        "controller.listener.names=CONTROLLER",
        "controller.quorum.bootstrap.servers=127.0.0.1:" + controller,
        "log.dirs=" + directory.resolve("data").toString().replace('\\', '/'),
        "offsets.topic.replication.factor=1",
        "transaction.state.log.replication.factor=1",
        "transaction.state.log.min.isr=1",
        "share.coordinator.state.topic.replication.factor=1",
        "share.coordinator.state.topic.min.isr=1",
        "num.partitions=3",
        "group.initial.rebalance.delay.ms=0");
  }

  private Path properties() {
    return directory.resolve("server.properties");
  }

  private boolean listens() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private String log() throws IOException {
    List<String> lines = Files.readAllLines(directory.resolve("log"));
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }

  private static String id() {
    byte[] sixteen = "jit-jdbc-kafka-1".getBytes(US_ASCII);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sixteen);
  }
}
