package io.jitjdbc.approval.slack;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSObject;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.MutableClock;
import io.jitjdbc.testing.SigningPeople;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Who hears a click signs that it was made, and nobody has to believe the table. */
@ParameterizedClass
@EnumSource(names = {"H2", "POSTGRESQL"})
class SlackSignedClicksTest {
  @TempDir private Path directory;
  private final DatabaseProduct product;
  private final MutableClock clock = new MutableClock();
  private SlackWorld world;
  private TestDatabase database;
  private SigningPeople keys;

  SlackSignedClicksTest(DatabaseProduct product) {
    this.product = product;
  }

  @BeforeEach
  void opensTheWorld() throws Exception {
    world = new SlackWorld();
    database = TestDatabases.open(product);
    keys = new SigningPeople(directory);
  }

  @AfterEach
  void endsTheWorld() throws Exception {
    world.close();
    database.close();
  }

  private Map<String, String> settings(Path signingKey) {
    Map<String, String> settings = world.settings(database);
    settings.put("keys.file", keys.keys().toString());
    settings.put("signing-key.file", signingKey.toString());
    return settings;
  }

  private ApprovalService signing() {
    return world.process(settings(keys.channelKey("gateway", "slack")), clock);
  }

  /** Files one, and lets dora click. */
  private AccessRequest clicked(ApprovalService service) throws RefusedException {
    AccessRequest filed = file(service);
    click(filed);
    return filed;
  }

  private AccessRequest file(ApprovalService service) throws RefusedException {
    AccessRequest filed =
        service.file(draft("SELECT a FROM b", requirement(1, 1), clock.instant()));
    world.untilConnected();
    return filed;
  }

  private void click(AccessRequest filed) {
    world.slack.socket.click("U1DORA", world.slack.about(filed.id()), RequestMessage.APPROVE);
  }

  @Test
  void aClickIsSignedWithWhoseItWas() throws Exception {
    ApprovalService service = signing();
    AccessRequest filed = clicked(service);
    world.untilItSays(filed, "Access request approved");

    var approval = service.consume(filed.id()).orElseThrow();

    assertThat(approval.approvers()).containsExactly("dora");
    JWSObject jws = JWSObject.parse(approval.evidence().get(0));
    assertThat(jws.getHeader().getKeyID()).isEqualTo("gateway");
    assertThat(jws.getPayload().toJSONObject())
        .containsEntry("channel", "slack")
        .containsEntry("person", "U1DORA")
        .containsEntry("request", filed.id());
  }

  @Test
  void whoCannotSignBelievesTheSignature() throws Exception {
    AccessRequest filed = clicked(signing());
    world.untilItSays(filed, "Access request approved");
    Map<String, String> settings = settings(keys.keyFile("gateway"));
    settings.remove("signing-key.file");
    ApprovalService other = world.process(settings, clock);

    AccessRequest joined = other.file(draft("SELECT a FROM b", requirement(1, 1), clock.instant()));

    assertThat(joined.id()).isEqualTo(filed.id());
    assertThat(other.consume(joined.id()).orElseThrow().approvers()).containsExactly("dora");
  }

  @Test
  void whatWasWrittenIntoTheTableOpensNothing() throws Exception {
    ApprovalService service = signing();
    AccessRequest filed = clicked(service);
    world.untilItSays(filed, "Access request approved");
    database.run("UPDATE jit_answer SET evidence = ''");

    assertThatThrownBy(() -> service.consume(filed.id()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("nobody has signed it, and jit.approval.slack.keys.file is set")
        .hasMessageContaining("Nothing was run");
  }

  @Test
  void aKeyOfAnotherChannelIsNotBelieved() throws Exception {
    ApprovalService service = world.process(settings(keys.channelKey("gateway", "jira")), clock);
    AccessRequest filed = clicked(service);

    world.untilTold("U1DORA", "its key is not one for the channel that it names");
    assertThat(service.state(filed.id()).status()).isEqualTo(Status.REQUESTED);
  }

  @Test
  void whoCannotSignTakesNoClicks() throws Exception {
    Map<String, String> settings = settings(keys.channelKey("gateway", "slack"));
    settings.remove("signing-key.file");
    ApprovalService service = world.process(settings, clock);
    AccessRequest filed = clicked(service);

    world.untilTold("U1DORA", "nobody has signed it, and jit.approval.slack.keys.file is set");
    assertThat(service.state(filed.id()).status()).isEqualTo(Status.REQUESTED);
  }

  @Test
  void aClickIsNoYesToWhatTheTableSaysInstead() throws Exception {
    ApprovalService filing = world.process(world.settings(database), clock);
    AccessRequest filed = file(filing);
    filing.close();
    // The one that hears the click has not asked for it.
    signing().file(draft("SELECT c FROM d", requirement(1, 1), clock.instant()));
    SlackWorld.until(() -> assertThat(world.slack.socket.connections()).isPositive());
    database.run(
        "UPDATE jit_request SET statement_text = 'DROP TABLE b' WHERE id = '" + filed.id() + "'");

    click(filed);

    world.untilTold("U1DORA", "the request is not what this message shows any more");
  }

  @Test
  void whatNobodyWouldLookAtIsNotSigned() {
    Map<String, String> settings = settings(keys.channelKey("gateway", "slack"));
    settings.remove("keys.file");

    assertThatThrownBy(() -> world.process(settings, clock))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("jit.approval.slack.signing-key.file needs")
        .hasMessageContaining("jit.approval.slack.keys.file");
  }

  @Test
  void aSigningKeyThatIsNoneIsSaidSoAtOnce() {
    for (Path none : new Path[] {keys.keys(), directory.resolve("none.jwk")}) {
      assertThatThrownBy(() -> world.process(settings(none), clock))
          .isInstanceOf(InvalidSettingException.class)
          .hasMessageContaining("the key to sign with");
    }
  }
}
