package io.jitjdbc.approval.table;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.Base64URL;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalDesk;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.approval.book.Terms;
import io.jitjdbc.approval.evidence.SignedYes;
import io.jitjdbc.approval.offline.RequestFile;
import io.jitjdbc.approval.signed.AnswerSigner;
import io.jitjdbc.approval.signed.Yes;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.MutableClock;
import io.jitjdbc.testing.SigningPeople;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever may write to the table writes answers, and nothing runs by them. */
@ParameterizedClass
@EnumSource(names = {"H2", "POSTGRESQL"})
class SignedTableForgeryTest {
  private static final Subject DORA = person("dora", "dba");
  private static final Subject SAM = person("sam", "security");

  @TempDir private Path directory;
  private final DatabaseProduct product;
  private final MutableClock clock = new MutableClock();
  private SignedTable table;
  private ApprovalService service;
  private ApprovalDesk signing;

  SignedTableForgeryTest(DatabaseProduct product) {
    this.product = product;
  }

  @BeforeEach
  void open() throws SQLException {
    table = new SignedTable(product, directory);
    table.people.know(DORA).know(SAM);
    service = table.process(clock);
    signing = table.signing(clock).desk().orElseThrow();
  }

  @AfterEach
  void close() throws SQLException {
    table.close();
  }

  private AccessRequest file(int quorum) throws RefusedException {
    return service.file(draft("SELECT 1", requirement(quorum, 1), clock.instant()));
  }

  private String signed(AccessRequest request, Subject by) {
    return signed(request, table.people.signer(by));
  }

  private String signed(AccessRequest request, AnswerSigner signer) {
    return SignedYes.by(signer, request, "", clock.instant()).evidence();
  }

  /** Nothing runs by it, and everybody is told why. */
  private void opensNothing(AccessRequest request, String why) {
    assertThatThrownBy(() -> service.state(request.id()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(request.id())
        .hasMessageContaining(why)
        .hasMessageContaining("Nothing was run")
        .hasMessageContaining("jit approve " + request.id() + " --key FILE");
    assertThatThrownBy(() -> service.consume(request.id())).hasMessageContaining(why);
  }

  private void opensNothing(String evidence, AccessRequest request, String why)
      throws SQLException {
    table.insertYes(request, DORA, evidence);
    opensNothing(request, why);
  }

  @Test
  void whatAPersonSignedIsGoodAndGoesOnRecord() throws Exception {
    AccessRequest filed = file(1);
    signing.answer(filed.id(), DORA, true, "fine");

    Approval approval = service.consume(filed.id()).orElseThrow();

    assertThat(approval.evidence()).hasSize(1);
    JWSObject jws = JWSObject.parse(approval.evidence().get(0));
    assertThat(jws.getHeader().getKeyID()).isEqualTo("id-of-dora");
    assertThat(jws.getPayload().toJSONObject())
        .containsEntry("request", filed.id())
        .containsEntry("aud", filed.binding().target())
        .containsEntry("comment", "fine")
        .containsKeys("shown", "terms", "iat");
  }

  @Test
  void aStatusThatWasWrittenIsNotEvenLookedAt() throws Exception {
    AccessRequest filed = file(1);
    table.database.run("UPDATE jit_request SET status = 'APPROVED'");

    assertThat(service.state(filed.id()).status()).isEqualTo(Status.REQUESTED);
    assertThat(service.consume(filed.id())).isEmpty();
  }

  @Test
  void anAnswerThatWasWrittenOpensNothing() throws Exception {
    opensNothing("", file(1), "the yes of dora does not count: nobody has signed it");
  }

  @Test
  void anAnswerThatWasStrippedOfItsProofOpensNothing() throws Exception {
    AccessRequest filed = file(1);
    signing.answer(filed.id(), DORA, true, "");
    table.database.run("UPDATE jit_answer SET evidence = NULL");

    opensNothing(filed, "nobody has signed it, and jit.approval.table.keys.file is set");
  }

  @Test
  void anUnsignedYesIsTurnedAwayAtTheDesk() throws Exception {
    AccessRequest filed = file(1);

    assertThatThrownBy(() -> service.desk().orElseThrow().answer(filed.id(), DORA, true, ""))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("was not answered: the yes of dora does not count")
        .hasMessageContaining("jit approve " + filed.id() + " --key FILE");
    assertThat(service.desk().orElseThrow().find(filed.id()).state().answers()).isEmpty();
  }

  @Test
  void whatAToolTookThatBelievesTheTableOpensNothingUntilItIsSigned() throws Exception {
    AccessRequest filed = file(1);
    table.credulous(clock).desk().orElseThrow().answer(filed.id(), DORA, true, "");
    opensNothing(filed, "nobody has signed it");

    signing.answer(filed.id(), DORA, true, "");

    assertThat(service.consume(filed.id()).orElseThrow().approvers()).containsExactly("dora");
  }

  @Test
  void anUnsignedNoEndsIt() throws Exception {
    AccessRequest filed = file(2);
    signing.answer(filed.id(), DORA, true, "");

    service.desk().orElseThrow().answer(filed.id(), SAM, false, "not now");

    assertThat(service.state(filed.id()).status()).isEqualTo(Status.REJECTED);
    assertThat(service.consume(filed.id())).isEmpty();
  }

  @Test
  void ofAQuorumOfTwoTheUnsignedOneIsMissing() throws Exception {
    AccessRequest filed = file(2);
    table.insertYes(filed, DORA, signed(filed, DORA));
    table.insertYes(filed, SAM, "");
    opensNothing(filed, "the yes of sam does not count");

    signing.answer(filed.id(), SAM, true, "");

    assertThat(service.consume(filed.id()).orElseThrow().approvers())
        .containsExactly("dora", "sam");
  }

  @Test
  void oneSignatureIsNotTwoPeople() throws Exception {
    AccessRequest filed = file(2);
    table.insertYes(filed, DORA, signed(filed, DORA));
    table.insertYes(filed, SAM, signed(filed, DORA));

    opensNothing(filed, "whoever has signed it is somebody else or nobody");
  }

  @Test
  void aSignatureOfSomebodyElseIsWorthNothing() throws Exception {
    AccessRequest filed = file(1);

    opensNothing(signed(filed, SAM), filed, "whoever has signed it is somebody else or nobody");
  }

  @Test
  void aKeyOfTheSameNameThatIsNotPinnedIsWorthNothing() throws Exception {
    AccessRequest filed = file(1);
    var mallory = AnswerSigner.with(SigningPeople.generate("id-of-dora").toJSONString());

    opensNothing(signed(filed, mallory), filed, "another key has signed it");
  }

  @Test
  void aKeyThatWasTakenOutVouchesForNothingAnyMore() throws Exception {
    AccessRequest filed = file(1);
    signing.answer(filed.id(), DORA, true, "");
    table.people.unpin("id-of-dora");

    opensNothing(filed, "no key that is trusted here has signed it");
  }

  @Test
  void nobodyIsInAGroupBecauseATokenOrTheTableSaysSo() throws Exception {
    AccessRequest filed = file(1);
    signing.answer(filed.id(), DORA, true, "");
    table.people.expel(DORA);

    opensNothing(filed, "dora is in none of the groups that may answer it now");
  }

  @Test
  void nobodySignsARequestOfTheirOwn() throws Exception {
    AccessRequest filed = file(1);
    Subject ann = person("ann", "dba");
    table.people.know(ann);
    table.insertYes(filed, ann, signed(filed, ann));

    opensNothing(filed, "nobody answers a request of their own");
  }

  @Test
  void aSignatureByNoKeyOrByThePublicOneIsNone() throws Exception {
    AccessRequest filed = file(1);
    String[] parts = signed(filed, DORA).split("\\.", -1);
    String none =
        Base64URL.encode("{\"alg\":\"none\",\"typ\":\"jit-approval+jwt\",\"kid\":\"id-of-dora\"}")
            + "."
            + parts[1]
            + ".";
    opensNothing(none, filed, "its signature was not accepted: it is no signed approval");
    var header =
        new JWSHeader.Builder(JWSAlgorithm.HS256)
            .type(new JOSEObjectType("jit-approval+jwt"))
            .keyID("id-of-dora")
            .build();
    var jws = new JWSObject(header, new Payload(new Base64URL(parts[1])));
    String secret = table.people.key("id-of-dora").toPublicJWK().toJSONString();
    jws.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));

    AccessRequest other = service.file(draft("SELECT 2", requirement(1, 1), clock.instant()));
    opensNothing(jws.serialize(), other, "it is no signed approval");
  }

  @Test
  void aSignatureToAnotherRequestIsNotGoodForThisOne() throws Exception {
    AccessRequest other = service.file(draft("SELECT 2", requirement(1, 1), clock.instant()));
    String token = signed(other, DORA);

    opensNothing(token, file(1), "what was signed is something else than what is asked here");
  }

  @Test
  void aChannelVouchesForThoseWhoHaveANameThere() throws Exception {
    var gateway = AnswerSigner.with(Files.readString(table.people.channelKey("gateway", "slack")));
    AccessRequest filed = file(1);
    table.insertYes(filed, DORA, gateway.sign(said(filed, "Usam")));
    opensNothing(filed, "whoever has signed it is somebody else or nobody");

    table.insertYes(filed, DORA, gateway.sign(said(filed, "Udora")));

    assertThat(service.consume(filed.id()).orElseThrow().approvers()).containsExactly("dora");
  }

  private Yes said(AccessRequest request, String name) {
    return new Yes(
        request.id(),
        RequestFile.of(request).digest(),
        request.binding().target(),
        Terms.digest(request.requirement()),
        "",
        clock.instant(),
        new Yes.Voucher("slack", name));
  }

  @Test
  void aYesIsGoodFromWhenItWasSigned() throws Exception {
    AccessRequest filed = file(1);
    table.insertYes(filed, DORA, signed(filed, DORA));
    long later = filed.filedAt().plus(Duration.ofMinutes(5)).toEpochMilli();
    table.database.run("UPDATE jit_answer SET answered_at = " + later);

    opensNothing(filed, "signed more than a minute before or after it was given");
  }

  @Test
  void aYesFromTheFutureOpensNothing() throws Exception {
    AccessRequest filed = file(1);
    clock.advance(Duration.ofMinutes(10));
    String token = signed(filed, DORA);
    clock.advance(Duration.ofMinutes(-10));
    table.insertYes(filed, DORA, token);
    long later = filed.filedAt().plus(Duration.ofMinutes(10)).toEpochMilli();
    table.database.run("UPDATE jit_answer SET answered_at = " + later);

    opensNothing(filed, "is from the future");
  }

  @Test
  void keysThatCannotBeReadOpenNothing() throws Exception {
    AccessRequest filed = file(1);
    signing.answer(filed.id(), DORA, true, "");
    Files.writeString(table.people.keys(), "s3cret");

    opensNothing(filed, "keys.jwks cannot be read as a JWKS");
    assertThatThrownBy(() -> service.state(filed.id())).hasMessageNotContaining("s3cret");
  }
}
