package io.jitjdbc.approval.table;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.settings.SettingValues;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Another Java process that looks at a request and says "ready"; when told to go on it takes a use
 * of the approval, and says whether it got one.
 */
final class ApprovingJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader words;

  private ApprovingJvm(Process process) {
    this.process = process;
    this.words = process.inputReader();
  }

  static ApprovingJvm start(String url, String user, String password, String request)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xmx64m", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(ApprovingJvm.class.getName(), url, user, request));
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("APPROVALS_PASSWORD", password);
    return new ApprovingJvm(builder.start());
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
    process.destroyForcibly().waitFor();
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
    var values =
        SettingValues.of(
            "jit.approval.table.",
            Map.of(
                "url", arguments[0],
                "user", arguments[1],
                "password", System.getenv("APPROVALS_PASSWORD")));
    try (ApprovalService service = new TableApprovalsProvider().create(values)) {
      service.state(arguments[2]);
      System.out.println("ready");
      System.in.read();
      System.out.println(service.consume(arguments[2]).isPresent() ? "used" : "none");
      System.in.read();
    }
  }
}
