package io.jitjdbc.approval.service;

import static io.jitjdbc.testing.AccessRequests.VALID_FOR;
import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.ApprovalStage;
import io.jitjdbc.approval.BreakGlass;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.approval.offline.RequestFile;
import io.jitjdbc.approval.protocol.Evidence;
import io.jitjdbc.approval.signed.AnswerSigner;
import io.jitjdbc.testing.LeaseProtocol;
import io.jitjdbc.testing.MutableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With pinned keys, the service's word is worth nothing without what one of them has signed. */
class ServiceEvidenceTest {
  @TempDir private Path directory;

  private final MutableClock clock = new MutableClock();
  private final ApprovalServiceFixture fixture = new ApprovalServiceFixture(clock);
  private ECKey key;
  private ApprovalService client;

  @BeforeEach
  void pin() throws Exception {
    key = key("control-plane");
    Path keys = directory.resolve("keys.json");
    Files.writeString(keys, new JWKSet(key.toPublicJWK()).toString(true));
    client = fixture.trustful("keys.file", keys.toString());
    fixture.service.prove(Evidence.signedBy(signer(key)));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static ECKey key(String name) throws Exception {
    return new ECKeyGenerator(Curve.P_256).keyID(name).generate();
  }

  private static AnswerSigner signer(ECKey key) {
    return AnswerSigner.with(key.toJSONString());
  }

  private AccessRequest approved() throws RefusedException {
    return approved("SELECT 1");
  }

  private AccessRequest approved(String statement) throws RefusedException {
    AccessRequest filed = client.file(draft(statement, requirement(1, 1), clock.instant()));
    fixture.service.approvals().answer(filed.id(), person("dora", "dba"), true, "fine");
    return filed;
  }

  private String signed(AccessRequest request, Duration later) {
    return signer(key)
        .sign(
            request.id(),
            RequestFile.of(request).digest(),
            request.binding().target(),
            "",
            clock.instant().plus(later));
  }

  /** Nothing runs by it, and the use is not lost over it. */
  private void isWorthNothing(AccessRequest request, Evidence evidence, String why)
      throws RefusedException {
    fixture.service.prove(evidence);
    assertThatThrownBy(() -> client.state(request.id()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(why)
        .hasMessageContaining("Nothing was run")
        .hasMessageContaining("jit.approval.jit.keys.file");
    assertThatThrownBy(() -> client.consume(request.id())).hasMessageContaining(why);
    fixture.service.prove(Evidence.signedBy(signer(key)));
    assertThat(client.state(request.id()).status()).isEqualTo(Status.APPROVED);
  }

  @Test
  void whatThePinnedKeySignedIsGoodAndGoesOnRecord() throws Exception {
    AccessRequest filed = approved();

    assertThat(client.state(filed.id()).status()).isEqualTo(Status.APPROVED);
    Approval approval = client.consume(filed.id()).orElseThrow();

    assertThat(approval.evidence()).hasSize(1);
    String claims = JWSObject.parse(approval.evidence().get(0)).getPayload().toString();
    assertThat(LeaseProtocol.load("approval").problems("ApprovalClaims", claims)).isEmpty();
    assertThat(fixture.service.violations()).isEmpty();
  }

  @Test
  void aServiceThatPresentsNoneIsNotBelieved() throws RefusedException {
    isWorthNothing(approved(), Evidence.NONE, "presents no evidence");
  }

  @Test
  void anotherKeyIsWorthNothing() throws Exception {
    isWorthNothing(approved(), Evidence.signedBy(signer(key("other"))), "no key that is trusted");
    isWorthNothing(
        approved("SELECT 2"),
        Evidence.signedBy(signer(key("control-plane"))),
        "another key has signed it");
  }

  @Test
  void whatIsForSomethingElseIsWorthNothing() throws RefusedException {
    AccessRequest filed = approved();
    AccessRequest other = draft("SELECT 2", requirement(1, 1), filed.filedAt()).withId(filed.id());
    AccessRequest renamed = filed.withId("00000000");

    isWorthNothing(filed, (r, a) -> List.of(signed(other, Duration.ZERO)), "for something else");
    isWorthNothing(filed, (r, a) -> List.of(signed(renamed, Duration.ZERO)), "for something else");
  }

  @Test
  void whatPeopleWereShownMustBeWhatIsAsked() throws RefusedException {
    AccessRequest filed = approved();
    var harmless =
        new AccessRequest.Summary(
            filed.summary().rule(),
            filed.summary().reason(),
            "SELECT 'harmless'",
            filed.summary().resources(),
            filed.summary().application());
    var shown =
        new AccessRequest(
            filed.id(),
            filed.subject(),
            filed.actor(),
            filed.binding(),
            filed.requirement(),
            harmless,
            filed.filedAt());

    isWorthNothing(filed, (r, a) -> List.of(signed(shown, Duration.ZERO)), "for something else");
  }

  @Test
  void itsTimeCounts() throws RefusedException {
    AccessRequest filed = approved();
    Duration minute = Duration.ofSeconds(61);

    isWorthNothing(filed, (r, a) -> List.of(signed(filed, minute)), "from the future");
    isWorthNothing(
        filed, (r, a) -> List.of(signed(filed, VALID_FOR.plus(minute).negated())), "too old");
  }

  @Test
  void aWeakerAlgorithmIsWorthNothing() throws Exception {
    AccessRequest filed = approved();
    String good = signed(filed, Duration.ZERO);
    String payload = good.split("\\.", -1)[1];
    String none =
        Base64URL.encode(
                "{\"alg\":\"none\",\"typ\":\"jit-approval+jwt\",\"kid\":\"control-plane\"}")
            + "."
            + payload
            + ".x";
    var mac =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(new JOSEObjectType("jit-approval+jwt"))
                .keyID("control-plane")
                .build(),
            new Payload(Base64URL.from(payload)));
    mac.sign(new MACSigner(key.toPublicJWK().toJSONString().getBytes(UTF_8)));

    isWorthNothing(filed, (r, a) -> List.of(none), "no signed approval");
    isWorthNothing(filed, (r, a) -> List.of(mac.serialize()), "no signed approval");
    isWorthNothing(filed, (r, a) -> List.of(good.substring(0, good.length() - 8)), "changed");
    isWorthNothing(filed, (r, a) -> List.of(good + ".x"), "no signed approval");
  }

  @Test
  void oneGoodOneAmongOthersIsEnough() throws Exception {
    AccessRequest filed = approved();
    String foreign =
        signer(key("approver")).sign(filed.id(), "0".repeat(64), "t", "", clock.instant());

    fixture.service.prove((r, a) -> List.of(foreign, signed(filed, Duration.ZERO)));

    assertThat(client.consume(filed.id())).isPresent();
  }

  @Test
  void anEmergencyIsNotEvenFiled() {
    var terms =
        new ApprovalRequirement(
            List.of(new ApprovalStage(Set.of("dba"), 1)),
            Duration.ofMinutes(5),
            VALID_FOR,
            1,
            Optional.empty(),
            Optional.empty(),
            Optional.of(new BreakGlass(Set.of("analysts"), Duration.ofMinutes(5))),
            Optional.empty());
    AccessRequest plain = draft("SELECT 1", terms, clock.instant());
    var emergency =
        new AccessRequest(
            plain.id(),
            plain.subject(),
            plain.actor(),
            plain.binding(),
            plain.requirement(),
            plain.summary(),
            plain.filedAt(),
            "the shop is down");

    assertThatThrownBy(() -> client.file(emergency))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("nobody signs that");
    assertThat(fixture.service.asked()).isEmpty();
  }

  @Test
  void aKeyThatIsTakenOutIsWorthNothingAtOnce() throws Exception {
    AccessRequest filed = approved();
    Files.writeString(directory.resolve("keys.json"), "{\"keys\":[]}");

    assertThatThrownBy(() -> client.state(filed.id())).hasMessageContaining("no key");
    Files.writeString(directory.resolve("keys.json"), "{}");
    assertThatThrownBy(() -> client.state(filed.id())).hasMessageContaining("keys.json");
    assertThat(fixture.service.approvals().state(filed.id()).status()).isEqualTo(Status.APPROVED);
  }
}
