package io.jitjdbc.spring.signin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A script that opens addresses in a browser without a screen, and the end of that browser. */
final class Chromium implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/chromium");
  private static final List<String> FLAGS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--remote-debugging-port=0");

  private final Path script;
  private final Path pid;

  private Chromium(Path script, Path pid) {
    this.script = script;
    this.pid = pid;
  }

  static boolean isThere() {
    return Files.isExecutable(PROGRAM);
  }

  static Chromium in(Path folder) throws IOException {
    Path script = folder.resolve("browse.sh");
    Path pid = folder.resolve("browser.pid");
    Path profile = Files.createTempDirectory("jit-jdbc-chromium");
    Files.writeString(
        script,
        String.join(
            "\n",
            "#!/bin/sh",
            "echo $$ > " + pid,
            "exec "
                + PROGRAM
                + " "
                + String.join(" ", FLAGS)
                + " --user-data-dir="
                + profile
                + " \"$1\"",
            ""));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return new Chromium(script, pid);
  }

  String command() {
    return script.toString();
  }

  @Override
  public void close() throws IOException {
    ProcessHandle browser =
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElse(null);
    if (browser != null) {
      browser.descendants().forEach(ProcessHandle::destroyForcibly);
      browser.destroyForcibly();
      browser.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
  }
}
