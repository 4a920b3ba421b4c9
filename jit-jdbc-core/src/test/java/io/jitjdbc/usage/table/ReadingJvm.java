package io.jitjdbc.usage.table;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.Together;
import io.jitjdbc.usage.Reservation;
import io.jitjdbc.usage.UsageKey;
import io.jitjdbc.usage.UsageLedger;
import io.jitjdbc.usage.UsageLimit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Another Java process that takes one and says "ready"; when told to go on it gives that back,
 * reads in two threads until nothing is left, and says how much it was.
 */
final class ReadingJvm implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int BLOCK = 40;

  private final Process process;
  private final BufferedReader words;

  private ReadingJvm(Process process) {
    this.process = process;
    this.words = process.inputReader();
  }

  static ReadingJvm start(Map<String, String> settings, UsageKey key, UsageLimit limit)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xmx64m", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(ReadingJvm.class.getName(), key.subject(), key.budget(), key.target()));
    command.addAll(List.of(Long.toString(limit.most()), limit.window().toString()));
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    settings.forEach((name, text) -> builder.environment().put("USAGE_" + name, text));
    return new ReadingJvm(builder.start());
  }

  /** Its next word; empty if it stopped without. */
  String says() throws IOException {
    String word = words.readLine();
    return word == null ? "" : word;
  }

  void goOn() throws IOException {
    process.getOutputStream().close();
  }

  /** Ends it without any chance to tidy up. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(1, TimeUnit.MINUTES);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      words.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs in the other process. */
  public static void main(String[] arguments) throws Exception {
    var key = new UsageKey(arguments[0], arguments[1], arguments[2]);
    var limit = new UsageLimit(Long.parseLong(arguments[3]), Duration.parse(arguments[4]));
    try (UsageLedger ledger =
        new TableUsageProvider().create(SettingValues.of("", settings(System.getenv())))) {
      Reservation first = ledger.reserve(key, limit, 1);
      System.out.println("ready");
      System.in.read();
      ledger.giveBack(first, 1);
      List<Long> read = Together.run(THREADS, i -> () -> readAll(ledger, key, limit));
      System.out.println(read.stream().mapToLong(Long::longValue).sum());
    }
  }

  private static Map<String, String> settings(Map<String, String> environment) {
    var settings = new HashMap<String, String>();
    environment.forEach(
        (name, text) -> {
          if (name.startsWith("USAGE_")) {
            settings.put(name.substring("USAGE_".length()), text);
          }
        });
    return settings;
  }

  private static long readAll(UsageLedger ledger, UsageKey key, UsageLimit limit)
      throws RefusedException {
    var random = new Random();
    long read = 0;
    while (true) {
      Reservation reservation = ledger.reserve(key, limit, 1 + random.nextInt(BLOCK));
      if (reservation.granted() == 0) {
        return read;
      }
      long unread = random.nextInt(4) == 0 ? random.nextLong(reservation.granted()) : 0;
      ledger.giveBack(reservation, unread);
      read += reservation.granted() - unread;
    }
  }
}
