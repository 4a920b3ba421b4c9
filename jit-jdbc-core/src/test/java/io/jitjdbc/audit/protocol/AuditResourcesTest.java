package io.jitjdbc.audit.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.audit.EventFields;
import io.jitjdbc.protocol.Reply;
import io.jitjdbc.testing.AuditEvents;
import io.jitjdbc.testing.LeaseProtocol;
import io.jitjdbc.testing.MemoryInbox;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditResourcesTest {
  private static final LeaseProtocol PROTOCOL = LeaseProtocol.load("audit");

  private final MemoryInbox inbox = new MemoryInbox();
  private final AuditResources resources = new AuditResources(inbox);

  private static String event(String name) {
    return JSONObjectUtils.toJSONString(EventFields.of(AuditEvents.named(name)));
  }

  private static String batch(String... events) {
    return "{\"log\":\"host-1\",\"events\":[" + String.join(",", events) + "]}";
  }

  private Reply bring(String body) {
    return resources.events("app-1", "", body.getBytes(UTF_8));
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }

  private static Map<String, Object> json(Reply reply) throws Exception {
    return JSONObjectUtils.parse(reply.body());
  }

  @Test
  void keepsEachOnceAndSaysSo() throws Exception {
    Reply first = bring(batch(event("a"), event("b"), event("a")));
    Reply second = bring(batch(event("b"), event("c")));

    assertThat(json(first)).containsEntry("kept", 2L).containsEntry("repeated", 1L);
    assertThat(json(second)).containsEntry("kept", 1L).containsEntry("repeated", 1L);
    assertThat(PROTOCOL.problems("Kept", first.body())).isEmpty();
    assertThat(PROTOCOL.problems("EventBatch", batch(event("a")))).isEmpty();
    assertThat(inbox.events()).extracting(ReceivedEvent::id).containsExactly("a-1", "b-1", "c-1");
  }

  @Test
  void oneThatIsNoEventHoldsNoOthersUp() throws Exception {
    String late = event("late").replace("2030-01-01T00:00:00.500Z", "soon");
    assertThat(late).contains("soon");
    Reply reply =
        bring(
            batch(
                "{\"id\":\"x\"}",
                late,
                event("loud").replace("session.closed", "LOUD!"),
                event("nobody").replace("\"subject\"", "\"suspect\""),
                event("z".repeat(200)),
                event("good")));

    assertThat(json(reply)).containsEntry("kept", 1L);
    assertThat(reply.body())
        .contains("type must be text", "time must be", "lower case", "subject must be", "up to 160")
        .doesNotContain("soon", "LOUD");
    assertThat(PROTOCOL.problems("Kept", reply.body())).isEmpty();
    assertThat(inbox.events()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{}",
        "{\"log\":\"l\",\"events\":[]}",
        "{\"log\":\"l\",\"events\":{\"id\":\"a\"}}",
        "{\"log\":\"l\",\"events\":[7]}",
        "{\"log\":\"l\",\"events\":[{}]}",
        "{\"log\":\"l\",\"events\":[{\"id\":7}]}",
        "{\"log\":\"../l\",\"events\":[{\"id\":\"a\"}]}",
        "{\"log\":\"\",\"events\":[{\"id\":\"a\"}]}",
        "{\"events\":[{\"id\":\"a\"}]}",
        "{\"log\":\"l\",\"events\":[{\"id\":\"a\"}],\"more\":1}",
      })
  void refusesWhatIsNotOfTheProtocol(String body) throws Exception {
    Reply reply = bring(body);

    assertThat(reply.status()).isEqualTo(422);
    assertThat(json(reply)).containsEntry("code", "invalid-request");
    assertThat(PROTOCOL.problems("Problem", reply.body())).isEmpty();
    assertThat(PROTOCOL.problems("EventBatch", body)).isNotEmpty();
    assertThat(inbox.events()).isEmpty();
  }

  @Test
  void refusesTooManyAndTooMuch() throws Exception {
    assertThat(
            bring("{\"log\":\"l\",\"events\":[" + "{\"id\":\"a\"},".repeat(1000) + "{}]}").status())
        .isEqualTo(422);
    byte[] bomb = zipped(new byte[200 << 20]);
    assertThat(bomb.length).isLessThan(1 << 20);

    Reply reply = resources.events("app-1", "gzip", bomb);
    assertThat(reply.status()).isEqualTo(413);
    assertThat(json(reply)).containsEntry("code", "too-large");
    assertThat(bring(" ".repeat(AuditResources.MOST_BODY + 1)).status()).isEqualTo(413);
  }

  @Test
  void readsGzipAndNothingElse() throws Exception {
    byte[] body = batch(event("a")).getBytes(UTF_8);

    assertThat(resources.events("app-1", "gzip", zipped(body)).status()).isEqualTo(200);
    assertThat(resources.events("app-1", "gzip", body).status()).isEqualTo(422);
    assertThat(resources.events("app-1", "br", body).status()).isEqualTo(422);
    byte[] cut = java.util.Arrays.copyOf(zipped(body), 40);
    assertThat(resources.events("app-1", "gzip", cut).status()).isEqualTo(422);
    assertThat(resources.events("app-1", "", new byte[] {(byte) 0xff}).status()).isEqualTo(422);
  }

  @Test
  void whatCannotBeKeptComesAgain() throws Exception {
    inbox.broken(true);
    Reply reply = bring(batch(event("a")));

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.headers()).containsEntry("Retry-After", "1");
    assertThat(reply.body()).doesNotContain("disk");
  }

  @Test
  void aLedgerGrowsAndNeverChanges() {
    assertThat(ledger("host-1", "{\"from\":0,\"lines\":[\"a.b.c\",\"d.e.f\"]}")).isEqualTo(200);
    assertThat(ledger("host-1", "{\"from\":1,\"lines\":[\"d.e.f\",\"g.h.i\"]}")).isEqualTo(200);
    assertThat(ledger("host-1", "{\"from\":2,\"lines\":[\"g.h.X\"]}")).isEqualTo(409);
    assertThat(inbox.ledger("app-1", "host-1")).containsExactly("a.b.c", "d.e.f", "g.h.i");
  }

  private int ledger(String log, String body) {
    return resources.ledger("app-1", log, "", body.getBytes(UTF_8)).status();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "l|{}",
        "l|{\"from\":-1,\"lines\":[\"a.b.c\"]}",
        "l|{\"from\":0.5,\"lines\":[\"a.b.c\"]}",
        "l|{\"from\":4294967296,\"lines\":[\"a.b.c\"]}",
        "l|{\"from\":0,\"lines\":[]}",
        "l|{\"from\":0,\"lines\":[\"a.b\"]}",
        "l|{\"from\":0,\"lines\":[\"a.b.c\\n\"]}",
        "l|{\"from\":0,\"lines\":[7]}",
        "l|{\"from\":0,\"lines\":\"a.b.c\"}",
        "l|{\"from\":0,\"lines\":[\"a.b.c\"],\"log\":\"m\"}",
        "..|{\"from\":0,\"lines\":[\"a.b.c\"]}",
      })
  void refusesWhatIsNoLedger(String log, String body) {
    assertThat(ledger(log, body)).isEqualTo(422);
  }

  @Test
  void theDocumentIsSound() {
    Object schemas = ((Map<?, ?>) PROTOCOL.document().get("components")).get("schemas");
    assertThat((Map<?, ?>) schemas).hasSize(7);
    Map<?, ?> paths = (Map<?, ?>) PROTOCOL.document().get("paths");
    assertThat(paths.keySet().stream().map(Object::toString))
        .containsExactlyInAnyOrder("/v1/audit/events", "/v1/audit/ledgers/{log}");
  }
}
