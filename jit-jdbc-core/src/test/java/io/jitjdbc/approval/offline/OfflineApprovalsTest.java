package io.jitjdbc.approval.offline;

import static io.jitjdbc.testing.AccessRequests.ANSWER_WITHIN;
import static io.jitjdbc.testing.AccessRequests.VALID_FOR;
import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.approval.ApprovalStage;
import io.jitjdbc.approval.BreakGlass;
import io.jitjdbc.approval.people.ApproverDirectory;
import io.jitjdbc.approval.signed.AnswerSigner;
import io.jitjdbc.approval.signed.AnswerVerifier;
import io.jitjdbc.testing.MutableClock;
import io.jitjdbc.testing.Together;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests go out as files and come back as signatures. */
class OfflineApprovalsTest {
  private static final String SQL = "SELECT email FROM customers";

  private final MutableClock clock = new MutableClock();
  private final Map<String, ECKey> keys = new LinkedHashMap<>();
  @TempDir private Path directory;
  private OfflineApprovals service;

  @BeforeEach
  void open() throws Exception {
    for (String name : List.of("dora", "sam", "eve", "ann")) {
      keys.put(name, new ECKeyGenerator(Curve.P_256).keyID(name).generate());
    }
    Files.writeString(
        directory.resolve("keys.json"), new JWKSet(List.copyOf(keys.values())).toString(true));
    Files.writeString(
        directory.resolve("approvers.yaml"),
        """
        approvers:
          - {issuer: "https://issuer.example", id: id-of-dora, name: dora, groups: [dba], key: dora}
          - {issuer: "https://issuer.example", id: id-of-sam, name: sam, groups: [security], key: sam}
          - {issuer: "https://issuer.example", id: id-of-ann, name: ann, groups: [dba], key: ann}
        """);
    service = another();
  }

  private OfflineApprovals another() {
    return new OfflineApprovals(
        new RequestFolder(directory.resolve("requests")),
        new AnswerVerifier(directory.resolve("keys.json")),
        new ApproverDirectory(directory.resolve("approvers.yaml")),
        clock);
  }

  private AccessRequest request(int quorum, int uses) {
    return draft(SQL, requirement(quorum, uses), clock.instant());
  }

  private RequestFile sent(AccessRequest filed) throws Exception {
    String step = service.nextStep(filed);
    Path file = Path.of(step.replaceAll("send (.*) to an approver.*", "$1"));
    return RequestFile.read(Files.readString(file));
  }

  private String yes(AccessRequest filed, String name) throws Exception {
    RequestFile file = sent(filed);
    return AnswerSigner.with(keys.get(name).toJSONString())
        .sign(file.id(), file.digest(), file.target(), "fine", clock.instant());
  }

  @Test
  void aSignedYesIsUsedOnceAndItsProofIsKept() throws Exception {
    AccessRequest filed = service.file(request(1, 1));
    String token = yes(filed, "dora");

    Approval approval = service.redeem(request(1, 1), token).orElseThrow();

    assertThat(approval.binding()).isEqualTo(filed.binding());
    assertThat(approval.approvers()).containsExactly("dora");
    assertThat(approval.evidence()).containsExactly(token);
    assertThat(service.redeem(request(1, 1), token)).isEmpty();
  }

  @Test
  void theFileSaysWhatIsAsked() throws Exception {
    AccessRequest filed = service.file(request(1, 1));

    assertThat(sent(filed).text())
        .contains(SQL, "TICKET-7", "large-exports", "id-of-ann", filed.id())
        .doesNotContain("binds_digest");
  }

  @Test
  void aYesToAFileThatWasChangedOnItsWayOpensNothing() throws Exception {
    AccessRequest filed = service.file(request(1, 1));
    String harmless = sent(filed).text().replace(SQL, "SELECT 1");
    RequestFile forged = RequestFile.read(harmless);
    assertThat(forged.binding()).isEqualTo(filed.binding().digest());
    String token =
        AnswerSigner.with(keys.get("dora").toJSONString())
            .sign(forged.id(), forged.digest(), forged.target(), "fine", clock.instant());

    assertThat(service.redeem(request(1, 1), token)).isEmpty();
  }

  @Test
  void aLineEndThatMailAddedChangesNothing() throws Exception {
    AccessRequest filed = service.file(request(1, 1));

    assertThat(RequestFile.read(sent(filed).text() + "\r\n").digest())
        .isEqualTo(sent(filed).digest());
  }

  @Test
  void nobodyGoesAheadInAnEmergencyThatNobodyWouldHearOf() {
    var needs =
        new ApprovalRequirement(
            List.of(new ApprovalStage(Set.of("dba"), 1)),
            ANSWER_WITHIN,
            VALID_FOR,
            1,
            Optional.empty(),
            Optional.empty(),
            Optional.of(new BreakGlass(Set.of("analysts"), VALID_FOR)),
            Optional.empty());
    AccessRequest plain = draft(SQL, needs, clock.instant());
    var emergency =
        new AccessRequest(
            plain.id(),
            plain.subject(),
            plain.actor(),
            plain.binding(),
            needs,
            plain.summary(),
            plain.filedAt(),
            "the shop is down");

    assertThatThrownBy(() -> service.file(emergency))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("jit.break-glass");
  }

  @Test
  void askingAgainWritesNoOtherRequest() throws Exception {
    AccessRequest filed = service.file(request(1, 1));
    clock.advance(Duration.ofMinutes(1));

    assertThat(another().file(request(1, 1)).id()).isEqualTo(filed.id());
  }

  @Test
  void aYesForSomethingElseOpensNothing() throws Exception {
    AccessRequest filed = service.file(request(1, 1));
    String token = yes(filed, "dora");
    AccessRequest other = draft(SQL + " WHERE 1 = 1", requirement(1, 1), clock.instant());
    service.file(other);

    assertThat(service.redeem(other, token)).isEmpty();
    assertThat(service.redeem(request(1, 1), token)).isPresent();
  }

  @Test
  void aQuorumSignsTogether() throws Exception {
    AccessRequest filed = service.file(request(2, 1));
    String dora = yes(filed, "dora");

    assertThatThrownBy(() -> service.redeem(request(2, 1), dora))
        .hasMessageContaining("signed by 1 of 2 people");
    assertThatThrownBy(() -> service.redeem(request(2, 1), dora + " " + dora))
        .hasMessageContaining("one person counts once");
    assertThat(service.redeem(request(2, 1), dora + "\n " + yes(filed, "sam")))
        .hasValueSatisfying(use -> assertThat(use.approvers()).containsExactly("dora", "sam"));
  }

  @Test
  void nobodySignsTheirOwnRequestAndStrangersSignNone() throws Exception {
    AccessRequest filed = service.file(request(1, 1));

    assertThatThrownBy(() -> service.redeem(request(1, 1), yes(filed, "ann")))
        .hasMessageContaining("request of their own");
    assertThatThrownBy(() -> service.redeem(request(1, 1), yes(filed, "eve")))
        .hasMessageContaining("belongs to nobody in the file of approvers");
  }

  @Test
  void aYesIsNeitherTooLateNorFromTheFuture() throws Exception {
    AccessRequest filed = service.file(request(1, 1));
    clock.advance(ANSWER_WITHIN.minusSeconds(1));
    String token = yes(filed, "dora");
    clock.advance(VALID_FOR.minusSeconds(1));
    clock.advance(Duration.ofSeconds(1));

    assertThatThrownBy(() -> service.redeem(request(1, 1), token)).hasMessageContaining("too old");
    clock.advance(Duration.ofDays(-1));
    assertThatThrownBy(() -> service.redeem(request(1, 1), token))
        .hasMessageContaining("from the future");
  }

  @Test
  void aYesAfterTheTimeToAnswerIsNone() throws Exception {
    AccessRequest filed = service.file(request(1, 1));
    clock.advance(ANSWER_WITHIN);

    assertThatThrownBy(() -> service.redeem(request(1, 1), yes(filed, "dora")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("expired");
  }

  @Test
  void ofManyWhoUseItAtOnceAsManyAsWereGrantedDo() throws Exception {
    AccessRequest filed = service.file(request(1, 3));
    String token = yes(filed, "dora");
    var services = new ArrayList<OfflineApprovals>();
    for (int i = 0; i < 8; i++) {
      services.add(another());
    }

    List<Boolean> used =
        Together.run(
            8,
            i ->
                () -> {
                  try {
                    return services.get(i).redeem(request(1, 3), token).isPresent();
                  } catch (RefusedException e) {
                    return false;
                  }
                });

    assertThat(used).filteredOn(yes -> yes).hasSize(3);
  }

  @Test
  void aUseThatCameToNothingIsGivenBack() throws Exception {
    AccessRequest filed = service.file(request(1, 1));
    String token = yes(filed, "dora");
    Optional<Approval> use = service.redeem(request(1, 1), token);

    service.giveBack(use.orElseThrow());

    assertThat(service.redeem(request(1, 1), token)).isPresent();
  }

  @Test
  void aFolderThatCannotBeUsedIsSaidSo() throws Exception {
    Files.writeString(directory.resolve("requests"), "not a folder");

    assertThatThrownBy(() -> service.file(request(1, 1)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("jit.approval.offline.directory");
  }
}
