package io.jitjdbc.credential.mint;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.settings.SettingValues;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Another Java process that mints in several threads, and revokes, until it is killed. */
final class MintingJvm implements AutoCloseable {
  private static final int THREADS = 4;

  private final Process process;
  private final BufferedReader names;

  private MintingJvm(Process process) {
    this.process = process;
    this.names = process.inputReader();
  }

  static MintingJvm start(Map<String, String> settings, String target) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(MintingJvm.class.getName(), target));
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    settings.forEach((name, text) -> builder.environment().put("MINT_" + name, text));
    return new MintingJvm(builder.start());
  }

  /** The next logins that it keeps; fewer if it stopped. */
  List<String> minted(int atMost) throws IOException {
    var minted = new ArrayList<String>();
    String name = null;
    while (minted.size() < atMost && (name = names.readLine()) != null) {
      minted.add(name);
    }
    return minted;
  }

  /** Ends it without any chance to tidy up. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor(1, TimeUnit.MINUTES);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      names.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs in the other process: of every two leases one is kept, and the other is being ended. */
  public static void main(String[] arguments) {
    var settings = new HashMap<String, String>();
    System.getenv()
        .forEach(
            (name, text) -> {
              if (name.startsWith("MINT_")) {
                settings.put(name.substring("MINT_".length()), text);
              }
            });
    // Its own timer ends none of them.
    settings.put("ttl", "30s");
    CredentialBroker broker =
        new MintCredentialBrokerProvider().create(SettingValues.of("", settings));
    var subject = new Subject("https://issuer.example", "ann", "ann", Set.of());
    var request = new LeaseRequest(subject, arguments[0], "");
    for (int thread = 0; thread < THREADS; thread++) {
      new Thread(() -> mint(broker, request)).start();
    }
  }

  private static void mint(CredentialBroker broker, LeaseRequest request) {
    try {
      while (true) {
        System.out.println(broker.lease(request).credential().user());
        broker.revoke(broker.lease(request));
      }
    } catch (RefusedException e) {
      System.exit(1);
    }
  }
}
