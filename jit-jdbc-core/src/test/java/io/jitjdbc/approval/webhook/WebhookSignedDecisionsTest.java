package io.jitjdbc.approval.webhook;

import static io.jitjdbc.testing.AccessRequests.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSObject;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.testing.ApprovalServiceContract;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.MutableClock;
import io.jitjdbc.testing.SigningPeople;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who takes a decision signs whose it was. */
class WebhookSignedDecisionsTest {
  @TempDir private Path directory;
  private SigningPeople keys;
  private WebhookFixture fixture;

  @AfterEach
  void close() {
    fixture.close();
  }

  private ApprovalService open(MutableClock clock, String... more) throws Exception {
    fixture = new WebhookFixture(directory, clock);
    keys = new SigningPeople(Files.createDirectories(directory.resolve("keys")));
    var settings =
        new ArrayList<>(
            List.of(
                "callback",
                "127.0.0.1:" + fixture.port,
                "fetch",
                "false",
                "keys.file",
                keys.keys().toString(),
                "signing-key.file",
                keys.channelKey("gateway", "webhook").toString()));
    settings.addAll(List.of(more));
    return fixture.open(settings.toArray(String[]::new));
  }

  @Nested
  class AsEveryServiceDoes extends ApprovalServiceContract {
    @Override
    protected ApprovalService service(InstantSource from) throws Exception {
      return new DeliveredAnswers(fixture(), service);
    }

    private WebhookFixture fixture() throws Exception {
      service = open(clock);
      return fixture;
    }
  }

  @Nested
  class WithATable {
    private final MutableClock clock = new MutableClock();
    private TestDatabase database;
    private ApprovalService service;
    private AccessRequest filed;

    @BeforeEach
    void file() throws Exception {
      database = TestDatabases.open(DatabaseProduct.H2);
      service =
          open(
              clock,
              "store.url",
              database.jdbcUrl(),
              "store.user",
              database.user(),
              "store.password",
              database.password());
      fixture.knows(person("dora", "dba"));
      filed = fixture.file(service, 1);
    }

    @AfterEach
    void drop() throws Exception {
      service.close();
      database.close();
    }

    private int decide() throws Exception {
      return fixture.deliver(WebhookFixture.decided(WebhookFixture.yes(filed, "@dora")));
    }

    @Test
    void aDecisionIsSignedWithWhoseItWas() throws Exception {
      assertThat(decide()).isEqualTo(204);

      String token = service.consume(filed.id()).orElseThrow().evidence().get(0);

      assertThat(JWSObject.parse(token).getPayload().toJSONObject())
          .containsEntry("channel", "webhook")
          .containsEntry("person", "@dora")
          .containsEntry("comment", "fine");
    }

    @Test
    void theLongestCommentIsSigned() throws Exception {
      String comment = "\u4e2d".repeat(2000);
      String decision = WebhookFixture.decision(filed.id(), "@dora", true, comment);

      assertThat(fixture.deliver(WebhookFixture.decided(decision))).isEqualTo(204);

      assertThat(service.state(filed.id()).answers().get(0).comment()).isEqualTo(comment);
    }

    @Test
    void whatWasWrittenIntoTheTableOpensNothing() throws Exception {
      decide();
      database.run("UPDATE jit_answer SET evidence = 'e30.e30.e30'");

      assertThatThrownBy(() -> service.consume(filed.id()))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("it is no signed approval")
          .hasMessageContaining("jit.approval.webhook.keys.file")
          .hasMessageContaining("Nothing was run");
    }

    @Test
    void whatIsDecidedIsWhatThisProcessAsked() throws Exception {
      database.run("UPDATE jit_request SET statement_text = 'SELECT harmless'");
      decide();

      assertThat(service.consume(filed.id())).isPresent();
    }

    @Test
    void aKeyThatWasLostMeanwhileSignsNothing() throws Exception {
      Files.delete(keys.keyFile("gateway"));

      assertThat(decide()).isGreaterThanOrEqualTo(400);
      assertThat(service.state(filed.id()).status()).isEqualTo(Status.REQUESTED);
    }
  }
}
