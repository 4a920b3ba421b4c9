package io.jitjdbc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.approval.signed.AnswerSigner;
import io.jitjdbc.cli.Terminal.Outcome;
import io.jitjdbc.testing.SigningPeople;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Approvers who sign with keys of their own, where the driver believes nothing else. */
class SignedAnswerCommandsTest {
  private static final String EXPORT = "SELECT * FROM customers WHERE id > ?";

  @TempDir private Path directory;
  private SigningPeople people;
  private Terminal terminal;

  @BeforeEach
  void sitDown() throws Exception {
    people = new SigningPeople(Files.createDirectories(directory.resolve("keys")));
    terminal = new Terminal(directory, people.settings());
    people.know(person("dora", "dba")).know(person("sam", "security")).know(person("del", "staff"));
  }

  @AfterEach
  void leave() throws SQLException {
    terminal.close();
  }

  private Subject person(String name, String group) {
    return new Subject(terminal.issuer().name(), name, name + "@example.org", Set.of(group));
  }

  private Outcome as(String person, String group, String... command) throws IOException {
    var all = new ArrayList<>(List.of(command));
    all.addAll(
        List.of("--config", terminal.config(), "--token-file", terminal.tokenFile(person, group)));
    return Terminal.run(all.toArray(String[]::new));
  }

  private String key(String person) {
    return people.keyFile(person).toString();
  }

  @Test
  void aYesIsSignedOverWhatIsPrinted() throws Exception {
    AccessRequest request = terminal.file("ann", EXPORT, 1);

    Outcome outcome = as("dora", "dba", "approve", request.id(), "--key", key("dora"));

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).isEqualTo("Request " + request.id() + " is approved\n");
    assertThat(outcome.err()).contains(request.id(), EXPORT, "Digest: ");
    assertThat(terminal.service().consume(request.id()).orElseThrow().evidence()).hasSize(1);
    assertThat(Terminal.run("show", request.id(), "--config", terminal.config()).out())
        .contains("yes by dora@example.org at ", ", signed");
  }

  @Test
  void aYesWithoutAKeyIsTurnedAwayWithWhatToDo() throws Exception {
    AccessRequest request = terminal.file("ann", EXPORT, 1);

    Outcome outcome = as("dora", "dba", "approve", request.id());

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err())
        .contains("nobody has signed it, and jit.approval.table.keys.file is set")
        .contains("jit approve " + request.id() + " --key FILE");
    assertThat(terminal.service().state(request.id()).status()).isEqualTo(Status.REQUESTED);
  }

  @Test
  void anotherPersonsKeyIsTurnedAway() throws Exception {
    AccessRequest request = terminal.file("ann", EXPORT, 1);

    Outcome outcome = as("dora", "dba", "approve", request.id(), "--key", key("sam"));

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("whoever has signed it is somebody else or nobody");
  }

  @Test
  void aNoNeedsNoKey() throws Exception {
    AccessRequest request = terminal.file("ann", EXPORT, 1);

    Outcome outcome = as("dora", "dba", "reject", request.id(), "--comment", "not now");

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(terminal.service().state(request.id()).status()).isEqualTo(Status.REJECTED);
  }

  @Test
  void whatWasLookedAtBeforeIsWhatIsSigned() throws Exception {
    AccessRequest request = terminal.file("ann", EXPORT, 1);
    AccessRequest other = terminal.file("ann", "DELETE FROM customers", 1);
    String digest = digest(request);

    Outcome swapped =
        as("dora", "dba", "approve", other.id(), "--key", key("dora"), "--shown", digest);
    Outcome same =
        as("dora", "dba", "approve", request.id(), "--key", key("dora"), "--shown", digest);

    assertThat(swapped.code()).isEqualTo(1);
    assertThat(swapped.err()).contains("it is not the one that --shown names");
    assertThat(terminal.service().state(other.id()).status()).isEqualTo(Status.REQUESTED);
    assertThat(same.code()).as(same.err()).isZero();
  }

  private String digest(AccessRequest request) throws IOException {
    return Terminal.run("show", request.id(), "--config", terminal.config())
        .out()
        .replaceAll("(?s).*Digest:\\s+([0-9a-f]{64}).*", "$1");
  }

  @Test
  void withoutAKeyThereIsNothingToCompare() throws Exception {
    AccessRequest request = terminal.file("ann", EXPORT, 1);

    assertThat(as("dora", "dba", "approve", request.id(), "--shown", digest(request)).err())
        .contains("--shown needs --key");
  }

  @Test
  void aKeyThatIsNoneIsSaidSoWithoutItsText() throws Exception {
    AccessRequest request = terminal.file("ann", EXPORT, 1);
    Path broken = Files.writeString(directory.resolve("broken.jwk"), "s3cret");

    Outcome none =
        as("dora", "dba", "approve", request.id(), "--key", directory.resolve("none").toString());
    Outcome unreadable = as("dora", "dba", "approve", request.id(), "--key", broken.toString());

    assertThat(none.err()).contains("cannot be read: NoSuchFileException");
    assertThat(unreadable.err()).contains("private EC key on P-256").doesNotContain("s3cret");
  }

  @Test
  void aDeputyCountsWhoseDelegationIsSigned() throws Exception {
    AccessRequest request = terminal.file("ann", EXPORT, 1);
    String deputy = terminal.issuer().name() + "|del";
    String tomorrow = InstantSource.system().instant().plusSeconds(86_400).toString();

    Outcome unsigned = as("dora", "dba", "delegate", "--to", deputy, "--until", tomorrow);
    Outcome signed =
        as("dora", "dba", "delegate", "--to", deputy, "--until", tomorrow, "--key", key("dora"));
    Outcome approved = as("del", "staff", "approve", request.id(), "--key", key("del"));

    assertThat(unsigned.err()).contains("nothing was delegated: nobody has signed it");
    assertThat(signed.code()).as(signed.err()).isZero();
    assertThat(approved.code()).as(approved.err()).isZero();
    assertThat(terminal.service().consume(request.id())).isPresent();
  }

  @Test
  void whoIsNoApproverByTheFileSignsForNobody() throws Exception {
    AccessRequest request = terminal.file("ann", EXPORT, 1);
    people.expel(person("dora", "dba"));

    Outcome outcome = as("dora", "dba", "approve", request.id(), "--key", key("dora"));

    assertThat(outcome.err()).contains("is in none of the groups that may answer it now");
    assertThatThrownBy(() -> terminal.service().consume("nothing"))
        .isInstanceOf(RefusedException.class);
    assertThat(terminal.service().consume(request.id())).isEmpty();
  }

  @Test
  void aNewKeyIsReadableByItsOwnerOnlyAndItsPublicPartIsPrinted() throws Exception {
    Path file = directory.resolve("new.jwk");

    Outcome made = Terminal.run("key", "omar", "--out", file.toString());

    ECKey key = ECKey.parse(Files.readString(file));
    assertThat(AnswerSigner.with(key.toJSONString())).isNotNull();
    assertThat(ECKey.parse(made.out())).isEqualTo(key.toPublicJWK());
    assertThat(Files.getPosixFilePermissions(file))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  }

  @Test
  void aKeyIsNeverWrittenOver() throws Exception {
    Path file = Files.writeString(directory.resolve("old.jwk"), "mine");

    Outcome outcome = Terminal.run("key", "omar", "--out", file.toString());

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("cannot be written: FileAlreadyExistsException");
    assertThat(file).hasContent("mine");
  }

  @Test
  void aChannelsKeyIsMarkedWhereItIsPinned() throws Exception {
    Path file = directory.resolve("slack.jwk");

    Outcome made = Terminal.run("key", "gateway", "--out", file.toString(), "--channel", "slack");

    assertThat(JSONObjectUtils.parse(made.out()))
        .containsEntry("kid", "gateway")
        .containsEntry("channel", "slack")
        .doesNotContainKey("d");
    assertThat(Files.readString(file)).doesNotContain("channel");
  }
}
