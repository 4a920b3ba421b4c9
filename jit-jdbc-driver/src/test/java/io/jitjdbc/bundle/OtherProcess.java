package io.jitjdbc.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A Java program in a process of its own, with settings in its environment. */
final class OtherProcess {
  private static final long PATIENCE_SECONDS = 60;

  private final List<Path> classPath;
  private final Properties settings;

  OtherProcess(List<Path> classPath, Properties settings) {
    this.classPath = classPath;
    this.settings = settings;
  }

  /** What it left behind; both streams in one. */
  record Outcome(int code, String text) {}

  Outcome run(String mainClass, String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", Bundle.classPath(classPath), mainClass));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    settings
        .stringPropertyNames()
        .forEach(name -> builder.environment().put(variable(name), settings.getProperty(name)));
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException(mainClass + " did not end: " + text);
    }
    return new Outcome(process.exitValue(), text);
  }

  private static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
