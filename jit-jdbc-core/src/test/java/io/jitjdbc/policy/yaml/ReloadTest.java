package io.jitjdbc.policy.yaml;

import static io.jitjdbc.access.Action.SELECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.Subject;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.PolicyMode;
import io.jitjdbc.settings.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadTest {
  private static final String OPEN = Policies.text("good/smallest.yaml");
  private static final String CLOSED = OPEN.replace("effect: permit", "effect: deny");
  private static final Subject ANN = Asking.by("ann").request().subject();
  private static final String BROKEN = OPEN.replace("effect: permit", "effect: pemit");

  @TempDir Path directory;
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private final ConcurrentLinkedQueue<LogRecord> log = new ConcurrentLinkedQueue<>();
  private final Logger logger = Logger.getLogger(ReloadingPolicy.class.getName());
  private final Handler handler = new Remembering();
  private Path file;
  private ReloadingPolicy policy;

  @BeforeEach
  void openThePolicy() throws IOException {
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    file = Files.writeString(directory.resolve("policy.yaml"), OPEN);
    policy = open();
  }

  @AfterEach
  void forgetTheLog() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }

  private ReloadingPolicy open() {
    var loader = new PolicyLoader(file, Policies.FUNCTIONS);
    return new ReloadingPolicy(loader, Duration.ofSeconds(1), now::get);
  }

  private boolean permits() {
    var request = Asking.by("ann").does(SELECT, "a.b").request();
    return policy.decide(request) instanceof Decision.Permit;
  }

  private void pass(long millis) {
    now.updateAndGet(time -> time.plusMillis(millis));
  }

  @Test
  void takesAChangedFileAfterTheInterval() throws IOException {
    String before = policy.version();
    Files.writeString(file, CLOSED);
    pass(999);
    assertThat(permits()).isTrue();
    pass(1);
    assertThat(permits()).isFalse();
    assertThat(policy.version()).isNotEqualTo(before).matches("[0-9a-f]{12}");
  }

  @Test
  void tellsTheNewVersionWithoutADecision() throws IOException {
    String before = policy.version();
    Files.writeString(file, CLOSED);
    pass(1_000);
    assertThat(policy.version()).isNotEqualTo(before);
  }

  @Test
  void takesAnEditOfTheSameSizeWithinOneTickOfTheFileSystem() throws IOException {
    FileTime tick = FileTime.from(now.get());
    Files.setLastModifiedTime(file, tick);
    policy = open();
    for (String id : List.of("opel", "opem", "open")) {
      String text = OPEN.replace("id: open", "id: " + id);
      Files.writeString(file, text);
      Files.setLastModifiedTime(file, tick);
      String before = policy.version();
      pass(1_000);
      assertThat(policy.version()).isNotEqualTo(before);
    }
  }

  @Test
  void takesAFileThatIsPutInItsPlace() throws IOException {
    Path other = Files.writeString(directory.resolve("other"), CLOSED);
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    pass(1_000);
    assertThat(permits()).isFalse();
  }

  @Test
  void keepsTheLastGoodPolicyOverABrokenEditAndSaysSoOnce() throws IOException {
    String before = policy.version();
    Files.writeString(file, BROKEN);
    for (int i = 0; i < 5; i++) {
      pass(1_000);
      assertThat(permits()).isTrue();
    }
    assertThat(policy.version()).isEqualTo(before);
    assertThat(policy.problem().orElseThrow()).contains("did you mean \"permit\"?");
    assertThat(errors()).hasSize(1);
    assertThat(errors().get(0)).contains(before, "rules[0].effect");
    Files.writeString(file, CLOSED);
    pass(1_000);
    assertThat(permits()).isFalse();
    assertThat(policy.problem()).isEmpty();
  }

  @Test
  void warnsOfAPolicyThatIsOnlyObservedWhenItIsLoadedAndTellsOperators() throws IOException {
    assertThat(policy.problem()).isEmpty();
    assertThat(policy.mode(ANN)).isEqualTo(PolicyMode.ENFORCE);
    Files.writeString(file, OPEN.replace("version: 1", "version: 1\nmode: observe"));
    for (int i = 0; i < 3; i++) {
      pass(1_000);
      assertThat(policy.mode(ANN)).isEqualTo(PolicyMode.OBSERVE);
    }
    assertThat(warnings())
        .singleElement()
        .asString()
        .contains("policy.yaml is in observe mode for anyone: nothing is enforced there");
    assertThat(policy.problem().orElseThrow()).startsWith("observe mode for anyone");

    Files.writeString(file, BROKEN);
    pass(1_000);
    assertThat(policy.problem().orElseThrow())
        .startsWith("observe mode for anyone")
        .contains("did you mean \"permit\"?");

    Files.writeString(file, OPEN);
    pass(1_000);
    assertThat(policy.mode(ANN)).isEqualTo(PolicyMode.ENFORCE);
    assertThat(policy.problem()).isEmpty();
  }

  @Test
  void observesSomePeopleWhileItBindsTheOthers() throws IOException {
    Files.writeString(
        file,
        OPEN.replace(
            "version: 1", "version: 1\nmode: {observe: {groups: [bi, tools], users: [x]}}"));
    policy = open();

    assertThat(warnings())
        .singleElement()
        .asString()
        .contains("observe mode for groups [bi, tools] or users [x]:");
    assertThat(policy.mode(ANN)).isEqualTo(PolicyMode.ENFORCE);
    assertThat(policy.mode(Asking.by("ben", "bi").request().subject()))
        .isEqualTo(PolicyMode.OBSERVE);
  }

  private List<String> warnings() {
    return log.stream()
        .filter(record -> record.getLevel().equals(Level.WARNING))
        .map(LogRecord::getMessage)
        .toList();
  }

  @Test
  void keepsTheLastGoodPolicyWhileTheFileIsAway() throws IOException {
    Files.delete(file);
    pass(1_000);
    assertThat(permits()).isTrue();
    assertThat(policy.problem().orElseThrow()).contains("cannot be read: NoSuchFileException");
    Files.writeString(file, OPEN);
    pass(1_000);
    assertThat(policy.problem()).isEmpty();
  }

  @Test
  void keepsLookingWhenTheClockIsSetBack() throws IOException {
    Files.writeString(file, CLOSED);
    pass(-3_600_000);
    assertThat(permits()).isFalse();
  }

  @Test
  void looksEvenForAThreadThatIsInterrupted() throws IOException {
    Files.writeString(file, CLOSED);
    pass(1_000);
    Thread.currentThread().interrupt();
    try {
      assertThat(permits()).isFalse();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void doesNotStartWithoutAGoodPolicy() throws IOException {
    Files.writeString(file, BROKEN);
    assertThatThrownBy(this::open)
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(file + " cannot be used:");
    Files.write(file, new byte[(1 << 20) + 1]);
    assertThatThrownBy(this::open).hasMessageContaining("larger than 1 MiB");
    Files.delete(file);
    assertThatThrownBy(this::open)
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  @Tag("slow")
  void givesEveryThreadAWholePolicyWhileItChanges() throws Exception {
    List<String> versions = List.of(version(OPEN), version(CLOSED));
    var threads = Executors.newFixedThreadPool(4);
    try {
      var running = new ArrayList<Future<?>>();
      for (int i = 0; i < 4; i++) {
        running.add(threads.submit((Callable<Void>) () -> decideOften(versions)));
      }
      for (int i = 0; i < 100; i++) {
        Path next = Files.writeString(directory.resolve("next"), i % 2 == 0 ? CLOSED : OPEN);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        pass(1_000);
      }
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    pass(1_000);
    assertThat(policy.version()).isEqualTo(versions.get(0));
    assertThat(errors()).isEmpty();
  }

  private Void decideOften(List<String> openThenClosed) {
    var request = Asking.by("ann").does(SELECT, "a.b").request();
    for (int i = 0; i < 20_000; i++) {
      Decision decision = policy.decide(request);
      boolean open = decision.policyVersion().equals(openThenClosed.get(0));
      assertThat(openThenClosed).contains(decision.policyVersion());
      assertThat(decision instanceof Decision.Permit).isEqualTo(open);
    }
    return null;
  }

  private static String version(String text) {
    return Policies.read(text).version();
  }

  private List<String> errors() {
    return log.stream()
        .filter(line -> line.getLevel().equals(Level.SEVERE))
        .map(LogRecord::getMessage)
        .toList();
  }

  private final class Remembering extends Handler {
    @Override
    public void publish(LogRecord line) {
      log.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
