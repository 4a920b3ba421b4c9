package io.jitjdbc.audit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditUnavailableException;
import io.jitjdbc.audit.EventFields;
import io.jitjdbc.audit.protocol.ReceivedEvent;
import io.jitjdbc.protocol.Reply;
import io.jitjdbc.remote.JsonText;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.AuditEvents;
import io.jitjdbc.testing.LogCapture;
import io.jitjdbc.testing.MemoryInbox;
import io.jitjdbc.testing.TestAuditLog;
import io.jitjdbc.testing.TestAuditService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpSinkTest {
  @TempDir Path root;
  private final MemoryInbox inbox = new MemoryInbox();
  private final TestAuditService service = TestAuditService.start(inbox);
  private final List<AuditSink> open = new ArrayList<>();
  private TestAuditLog log;

  @BeforeEach
  void start() throws Exception {
    log = new TestAuditLog(root);
  }

  @AfterEach
  void stop() {
    open.forEach(AuditSink::close);
    service.close();
  }

  private AuditSink sink(Map<String, String> more) {
    var texts = new HashMap<String, String>();
    texts.put("address", service.address().toString());
    texts.put("token", TestAuditService.TOKEN);
    texts.putAll(more);
    AuditSink http =
        new HttpAuditProvider()
            .create(SettingValues.of("jit.audit.http.", texts), List.<AuditSink>of(log));
    var sink = AuditSink.inFrontOf(List.of(log, http));
    open.add(sink);
    return sink;
  }

  private AuditSink sink() {
    return sink(Map.of());
  }

  private List<String> ids() {
    return inbox.events().stream().map(ReceivedEvent::id).toList();
  }

  private static String failure(AuditSink sink) {
    return sink.backlogs().get(0).failure();
  }

  @Test
  void bringsEveryKindOfEventWhole() throws Exception {
    AuditSink sink = sink();
    List<AuditEvent> all = AuditEvents.oneOfEach();
    for (AuditEvent event : all) {
      sink.record(event);
    }

    await().until(() -> inbox.events().size() == all.size());
    for (int i = 0; i < all.size(); i++) {
      ReceivedEvent received = inbox.events().get(i);
      assertThat(JsonText.object(received.json()).keySet())
          .isEqualTo(EventFields.of(all.get(i)).keySet());
      assertThat(received.type()).isEqualTo(all.get(i).type());
      assertThat(received.log()).isEqualTo(log.own());
      assertThat(received.time()).isEqualTo(all.get(i).header().time());
    }
    assertThat(service.violations()).isEmpty();
  }

  @Test
  void hostileTextArrivesAsItWas() throws Exception {
    AuditSink sink = sink();
    sink.record(AuditEvents.decided("1", AuditEvents.HOSTILE, "permit"));
    sink.record(AuditEvents.decided("2", AuditEvents.HOSTILE.repeat(5000), "permit"));

    await().until(() -> inbox.events().size() == 2);
    String[] around = AuditEvents.HOSTILE.split("\ud800", -1);
    assertThat((String) JsonText.object(inbox.events().get(0).json()).get("text"))
        .startsWith(around[0])
        .endsWith(around[1]);
  }

  @Test
  void anAnswerThatIsLostCostsNoSecondEvent() throws Exception {
    service.next((exchange, orderly) -> assertThat(orderly.get()).isNotNull());
    AuditSink sink = sink();
    sink.record(AuditEvents.named("a"));
    sink.record(AuditEvents.named("b"));

    await().until(() -> inbox.events().size() == 2);
    // Both may be in the first batch, which comes again.
    await().until(() -> service.keys().size() >= 2);
    await().until(() -> sink.backlogs().get(0).waiting() == 0);
    assertThat(ids()).containsExactly("a-1", "b-1");
    assertThat(service.keys().get(0)).isEqualTo(service.keys().get(1));
    assertThat(service.violations()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "500, broken, asked again",
    "503, unavailable, asked again",
    "429, too-many-requests, asked again",
    "401, token-refused, jit.audit.http.token.file",
    "403, not-allowed, whoever runs it",
    "404, unknown-path, jit.audit.http.address",
    "400, malformed-request, jit.audit.http.address",
    "422, something-else, jit.audit.http.address",
  })
  void whatIsNotAboutTheEventsIsTriedAgain(int status, String code, String next) throws Exception {
    service.next(Reply.problem(status, code, "It is so."));
    AuditSink sink = sink(Map.of("mandatory", "true", "timeout", "20s"));
    try (LogCapture logged = LogCapture.open()) {
      sink.record(AuditEvents.named("a"));
      assertThat(logged.text())
          .contains("status " + status + " " + code, next)
          .doesNotContain(TestAuditService.TOKEN);
    }
    assertThat(ids()).containsExactly("a-1");
    assertThat(sink.backlogs().get(0).refused()).isZero();
  }

  @Test
  void waitsAsLongAsItIsAsked() throws Exception {
    service.next(
        new Reply(
            429,
            Map.of("Retry-After", "2", "Content-Type", "application/problem+json"),
            Reply.problem(429, "too-many-requests", "Slowly.").body()));
    AuditSink sink = sink(Map.of("mandatory", "true", "timeout", "20s"));
    long begin = System.nanoTime();
    sink.record(AuditEvents.named("a"));

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not json",
        "{}",
        "{\"kept\":0,\"repeated\":0,\"refused\":[]}",
        "{\"kept\":2,\"repeated\":0,\"refused\":[]}",
        "{\"kept\":1,\"repeated\":0,\"refused\":[{\"id\":\"a-1\"}]}",
        "{\"kept\":1,\"repeated\":0,\"refused\":7}",
      })
  void a200ThatDoesNotAccountForEachEventIsNone(String body) throws Exception {
    service.next(new Reply(200, Map.of("Content-Type", "application/json"), body));
    AuditSink sink = sink(Map.of("mandatory", "true", "timeout", "20s"));
    sink.record(AuditEvents.named("a"));

    assertThat(ids()).containsExactly("a-1");
    assertThat(service.violations()).isEmpty();
  }

  @Test
  void aServerThatHangsUpOrIsAwayCostsNothing() throws Exception {
    for (int i = 0; i < 3; i++) {
      service.next((exchange, orderly) -> exchange.close());
    }
    AuditSink sink = sink();
    for (int i = 0; i < 700; i++) {
      sink.record(AuditEvents.named("a" + i));
    }

    await().atMost(Duration.ofSeconds(20)).until(() -> inbox.events().size() == 700);
    assertThat(service.violations()).isEmpty();
  }

  @Test
  void anEventThatIsTooLargeIsFoundAndPutAside() throws Exception {
    log.record(AuditEvents.named("a"));
    log.record(AuditEvents.decided("huge", "x".repeat(5 << 20), "permit"));
    for (int i = 0; i < 40; i++) {
      log.record(AuditEvents.named("b" + i));
    }
    AuditSink sink = sink();
    sink.record(AuditEvents.named("end"));

    await().atMost(Duration.ofSeconds(30)).until(() -> inbox.events().size() == 42);
    assertThat(ids()).doesNotContain("huge-1").contains("a-1", "b39-1", "end-1");
    assertThat(sink.backlogs().get(0).refused()).isEqualTo(1);
    assertThat(root.resolve("shipping/refused-http.jsonl")).isNotEmptyFile();
  }

  @Test
  void anEventThatTheOtherSideNamesAsRefusedIsPutAside() throws Exception {
    log.append("{\"id\":\"odd-1\",\"time\":\"2030-01-01T00:00:00Z\",\"type\":\"NO!\"}\n");
    AuditSink sink = sink(Map.of("mandatory", "true", "timeout", "20s"));
    sink.record(AuditEvents.named("a"));

    assertThat(ids()).containsExactly("a-1");
    assertThat(Files.readString(root.resolve("shipping/refused-http.jsonl")))
        .contains("odd-1", "type must be lower case");
  }

  @Test
  void bringsTheLedgerAlong() throws Exception {
    AuditSink sink = sink();
    log.sign("e30.e30.AA");
    log.sign("e30.e31.AA");
    sink.record(AuditEvents.named("a"));
    await().until(() -> inbox.ledger(TestAuditService.SENDER, log.own()).size() == 2);
    log.sign("e30.e32.AA");

    await().until(() -> inbox.ledger(TestAuditService.SENDER, log.own()).size() == 3);
    assertThat(service.violations()).isEmpty();
  }

  @Test
  void aLedgerOfWhichOtherLinesAreKnownIsReportedLoudly() throws Exception {
    inbox.anchor(TestAuditService.SENDER, log.own(), 0, List.of("e30.other.AA"));
    AuditSink sink = sink();
    log.sign("e30.e30.AA");
    try (LogCapture logged = LogCapture.open()) {
      sink.record(AuditEvents.named("a"));
      await().until(() -> sink.backlogs().get(0).refused() == 1);
      assertThat(logged.text()).contains("ledger-forked");
    }
    sink.record(AuditEvents.named("b"));
    await().until(() -> inbox.events().size() == 2);
  }

  @Test
  void aTokenInAFileIsReadAnew() throws Exception {
    Path file = root.resolve("token");
    Files.writeString(file, "an-old-one");
    AuditSink sink = sink(Map.of("token", "", "token.file", file.toString()));
    sink.record(AuditEvents.named("a"));
    await().until(() -> failure(sink).contains("401"));
    Files.writeString(file, TestAuditService.TOKEN + "\n");
    await().until(() -> ids().contains("a-1"));

    Files.writeString(file, "no\u00e4 token");
    sink.record(AuditEvents.named("b"));
    await().until(() -> failure(sink).contains("no token that HTTP can carry"));
    Files.delete(file);
    await().until(() -> failure(sink).contains("does not exist"));
  }

  @Test
  void aMandatorySinkRefusesWhileNothingCanBeKept() throws Exception {
    AuditSink sink = sink(Map.of("mandatory", "true", "timeout", "1s"));
    sink.record(AuditEvents.named("a"));
    inbox.broken(true);
    assertThatThrownBy(() -> sink.record(AuditEvents.named("b")))
        .isInstanceOf(AuditUnavailableException.class)
        .hasMessageContaining("mandatory sink http within 1000 ms")
        .hasMessageContaining("503 unavailable");

    inbox.broken(false);
    await().until(() -> ids().contains("b-1"));
    sink.record(AuditEvents.named("c"));
  }

  @Test
  void catchesUpWithALargeBacklog() throws Exception {
    for (int i = 0; i < 20_000; i++) {
      log.record(AuditEvents.named("a" + i));
    }
    AuditSink sink = sink(Map.of("mandatory", "true", "timeout", "50s"));
    sink.record(AuditEvents.named("last"));

    assertThat(inbox.events()).hasSize(20_001);
    assertThat(service.violations()).isEmpty();
  }
}
