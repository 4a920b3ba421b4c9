package io.jitjdbc.credential.exec;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A credential plugin, run as a process of its own: what it does is its first argument. */
public final class PluginProgram {
  private PluginProgram() {}

  /** Arguments of the {@code args} setting that make a JVM run this program. */
  public static String args(String... more) {
    String classes = System.getProperty("java.class.path");
    String own =
        List.of(classes.split(java.io.File.pathSeparator, -1)).stream()
            .filter(entry -> Files.exists(Path.of(entry, "io/jitjdbc/credential/exec")))
            .filter(entry -> entry.endsWith("test-classes"))
            .findFirst()
            .orElseThrow();
    return "-XX:TieredStopAtLevel=1,-cp,"
        + own
        + ","
        + PluginProgram.class.getName()
        + ","
        + String.join(",", more);
  }

  /** The running JVM's own launcher. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** The process. */
  public static void main(String[] args) throws Exception {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    switch (args[0]) {
      case "answer" -> out.print(Files.readString(Path.of(args[1])));
      case "environment" -> tellEnvironment(out, Path.of(args[1]));
      case "flood" -> out.print("x".repeat(100_000));
      case "fail" -> fail(out);
      case "hang" -> hang(Path.of(args[1]));
      case "leave" -> leaveAChild(out, Path.of(args[1]));
      case "sleep" -> Thread.sleep(60_000);
      default -> throw new IllegalArgumentException();
    }
  }

  private static void fail(PrintStream out) {
    out.print("stdout-secret");
    System.err.print("no ticket, password=stderr-secret");
    System.err.flush();
    Runtime.getRuntime().exit(3);
  }

  private static void tellEnvironment(PrintStream out, Path file) throws IOException {
    var told = new StringBuilder();
    for (String name :
        List.of(
            "JIT_SUBJECT",
            "JIT_SUBJECT_ISSUER",
            "JIT_SUBJECT_NAME",
            "JIT_TARGET",
            "JIT_PURPOSE",
            "JIT_APPLICATION",
            "JIT_EXEC_INFO")) {
      told.append(name).append('=').append(System.getenv(name)).append('\n');
    }
    told.append("stdin=").append(System.in.read()).append('\n');
    Files.writeString(file, told);
    out.print(Files.readString(file.resolveSibling("answer.json")));
  }

  private static void hang(Path pids) throws Exception {
    Process child = sleeper();
    Files.writeString(pids, ProcessHandle.current().pid() + " " + child.pid());
    Thread.sleep(60_000);
  }

  private static void leaveAChild(PrintStream out, Path answer) throws Exception {
    Process child = sleeper();
    Files.writeString(answer.resolveSibling("child"), Long.toString(child.pid()));
    out.print(Files.readString(answer));
  }

  private static Process sleeper() throws IOException {
    return new ProcessBuilder(
            java(),
            "-cp",
            System.getProperty("java.class.path"),
            PluginProgram.class.getName(),
            "sleep")
        .inheritIO()
        .start();
  }
}
