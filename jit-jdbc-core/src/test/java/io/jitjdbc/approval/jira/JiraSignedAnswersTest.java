package io.jitjdbc.approval.jira;

import static io.jitjdbc.testing.AccessRequests.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSObject;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.MutableClock;
import io.jitjdbc.testing.SigningPeople;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who reads an answer in Jira signs whose it was. */
class JiraSignedAnswersTest {
  @TempDir private Path directory;
  private SigningPeople keys;
  private JiraFixture fixture;
  private TestDatabase database;
  private ApprovalService service;
  private AccessRequest filed;

  @BeforeEach
  void file() throws Exception {
    keys = new SigningPeople(Files.createDirectories(directory.resolve("keys")));
    fixture = new JiraFixture(directory, new MutableClock());
    fixture.knows(person("dora", "dba"));
    database = TestDatabases.open(DatabaseProduct.H2);
    service = open("signing-key.file", keys.channelKey("gateway", "jira").toString());
    filed = fixture.file(service, 1);
  }

  private ApprovalService open(String name, String value) {
    return fixture.open(
        "store.url",
        database.jdbcUrl(),
        "store.user",
        database.user(),
        "store.password",
        database.password(),
        "keys.file",
        keys.keys().toString(),
        name,
        value);
  }

  @AfterEach
  void close() throws Exception {
    fixture.close();
    database.close();
  }

  @Test
  void anAnswerIsSignedWithWhoseItWas() throws Exception {
    fixture.move("dora", "Approved");
    assertThat(fixture.look(service, filed)).isEqualTo(Status.APPROVED);

    String token = service.consume(filed.id()).orElseThrow().evidence().get(0);

    assertThat(JWSObject.parse(token).getPayload().toJSONObject())
        .containsEntry("channel", "jira")
        .containsEntry("person", "dora@example.com")
        .containsEntry("comment", "in Jira, " + fixture.ticket().key);
  }

  @Test
  void whatWasWrittenIntoTheTableOpensNothing() throws Exception {
    fixture.move("dora", "Approved");
    fixture.look(service, filed);
    database.run("UPDATE jit_answer SET approver_name = 'sam', evidence = ''");

    assertThatThrownBy(() -> service.consume(filed.id()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("the yes of sam does not count: nobody has signed it")
        .hasMessageContaining("jit.approval.jira.keys.file is set")
        .hasMessageContaining("Nothing was run");
  }

  @Test
  void whoCannotSignTakesNoAnswerAndSaysSoInTheTicket() throws Exception {
    ApprovalService mute = open("comments", "true");
    AccessRequest joined = fixture.file(mute, 1);
    fixture.move("dora", "Approved");

    assertThat(fixture.look(mute, joined)).isEqualTo(Status.REQUESTED);

    assertThat(fixture.comments(fixture.ticket(), 1))
        .anySatisfy(comment -> assertThat(comment).contains("nobody has signed it"));
    assertThat(fixture.look(service, filed)).isEqualTo(Status.APPROVED);
  }
}
