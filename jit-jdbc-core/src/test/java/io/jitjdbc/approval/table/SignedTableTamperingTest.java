package io.jitjdbc.approval.table;

import static io.jitjdbc.testing.AccessRequests.ANSWER_WITHIN;
import static io.jitjdbc.testing.AccessRequests.VALID_FOR;
import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalBinding;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.ApprovalStage;
import io.jitjdbc.approval.BreakGlass;
import io.jitjdbc.approval.Delegation;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.approval.book.Terms;
import io.jitjdbc.approval.evidence.SignedYes;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.MutableClock;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A signature is good for what the process asks, whatever the table says that people signed. */
@ParameterizedClass
@EnumSource(names = {"H2", "POSTGRESQL"})
class SignedTableTamperingTest {
  private static final Subject DORA = person("dora", "dba");
  private static final Subject DEL = person("del", "staff");
  private static final String ELSE = "what was signed is something else than what is asked here";

  @TempDir private Path directory;
  private final DatabaseProduct product;
  private final MutableClock clock = new MutableClock();
  private SignedTable table;
  private ApprovalService service;

  SignedTableTamperingTest(DatabaseProduct product) {
    this.product = product;
  }

  @BeforeEach
  void open() throws SQLException {
    table = new SignedTable(product, directory);
    table.people.know(DORA).know(DEL);
    service = table.process(clock);
  }

  @AfterEach
  void close() throws SQLException {
    table.close();
  }

  private AccessRequest ask(ApprovalRequirement needs) throws RefusedException {
    return service.file(draft("SELECT 1", needs, clock.instant()));
  }

  private String signed(AccessRequest request) {
    return SignedYes.by(table.people.signer(DORA), request, "", clock.instant()).evidence();
  }

  private void opensNothing(AccessRequest request, String why) {
    assertThatThrownBy(() -> service.state(request.id()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(why)
        .hasMessageContaining("Nothing was run");
    assertThatThrownBy(() -> service.consume(request.id())).hasMessageContaining(why);
  }

  private static AccessRequest with(AccessRequest one, ApprovalBinding binding) {
    return with(one, binding, one.requirement(), one.summary());
  }

  private static AccessRequest with(
      AccessRequest one,
      ApprovalBinding binding,
      ApprovalRequirement needs,
      AccessRequest.Summary summary) {
    return new AccessRequest(
        one.id(), one.subject(), one.actor(), binding, needs, summary, one.filedAt());
  }

  private void isNotGoodFor(UnaryOperator<AccessRequest> change) throws Exception {
    AccessRequest filed = ask(requirement(1, 1));
    AccessRequest signed = change.apply(filed);
    assertThat(signed).isNotEqualTo(filed);
    table.insertYes(filed, DORA, signed(signed));
    opensNothing(filed, ELSE);
  }

  /** What people say yes to. */
  enum Part {
    TARGET,
    STATEMENT,
    BINDS,
    SCOPE,
    PURPOSE,
    POLICY_VERSION;

    ApprovalBinding changed(ApprovalBinding was) {
      return new ApprovalBinding(
          was.subject(),
          was.actor(),
          this == TARGET ? "other" : was.target(),
          this == STATEMENT ? "other" : was.statement(),
          this == BINDS ? "other" : was.binds(),
          this == SCOPE ? "other" : was.scope(),
          this == PURPOSE ? "other" : was.purpose(),
          this == POLICY_VERSION ? "other" : was.policyVersion());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aYesToAnyOtherPartIsNone(Part part) throws Exception {
    isNotGoodFor(one -> with(one, part.changed(one.binding())));
  }

  @Test
  void aYesToMoreUsesOrFewerPeopleIsNone() throws Exception {
    isNotGoodFor(one -> with(one, one.binding(), requirement(1, 9), one.summary()));
  }

  @Test
  void aTextThatWasChangedBeforeItWasSignedOpensNothing() throws Exception {
    AccessRequest filed = ask(requirement(1, 1));
    table.database.run("UPDATE jit_request SET statement_text = 'SELECT harmless'");

    table.signing(clock).desk().orElseThrow().answer(filed.id(), DORA, true, "");

    opensNothing(filed, ELSE);
  }

  @Test
  void aQuorumThatWasLoweredInTheTableIsStillTwo() throws Exception {
    AccessRequest filed = ask(requirement(2, 1));
    String one = Terms.json(requirement(1, 1));
    table.database.run("UPDATE jit_request SET quorum = 1, terms = '" + one + "'");

    table.signing(clock).desk().orElseThrow().answer(filed.id(), DORA, true, "");

    opensNothing(filed, ELSE);
  }

  @Test
  void whatWasChangedIsNotJoinedAndPeopleAreAskedAnew() throws Exception {
    AccessRequest filed = ask(requirement(1, 1));
    table.signing(clock).desk().orElseThrow().answer(filed.id(), DORA, true, "");
    table.database.run("UPDATE jit_request SET reason = 'none'");

    AccessRequest again = ask(requirement(1, 1));

    assertThat(again.id()).isNotEqualTo(filed.id());
    assertThat(service.state(again.id()).status()).isEqualTo(Status.REQUESTED);
  }

  @Test
  void anotherProcessThatAsksForTheSameUsesTheSameApproval() throws Exception {
    AccessRequest filed = ask(requirement(1, 2));
    table.signing(clock).desk().orElseThrow().answer(filed.id(), DORA, true, "");
    ApprovalService other = table.process(clock);

    assertThatThrownBy(() -> other.consume(filed.id()))
        .hasMessageContaining("this process has not asked for it")
        .hasMessageContaining("Run the statement again");
    AccessRequest joined = other.file(draft("SELECT 1", requirement(1, 2), clock.instant()));

    assertThat(joined.id()).isEqualTo(filed.id());
    assertThat(other.consume(joined.id())).isPresent();
    assertThat(service.consume(filed.id())).isPresent();
    assertThat(service.consume(filed.id())).isEmpty();
  }

  @Test
  void anEmergencyGoesAheadWithoutASignature() throws Exception {
    AccessRequest plain = draft("SELECT 1", breakable(), clock.instant());
    AccessRequest urgent =
        new AccessRequest(
            plain.id(),
            plain.subject(),
            plain.actor(),
            plain.binding(),
            plain.requirement(),
            plain.summary(),
            plain.filedAt(),
            "the shop is down");

    AccessRequest filed = service.file(urgent);

    assertThat(service.consume(filed.id()).orElseThrow().evidence()).isEmpty();
    service.desk().orElseThrow().answer(filed.id(), DORA, true, "it was");
    assertThat(service.desk().orElseThrow().open()).isEmpty();
  }

  @Test
  void aRequestThatTheTableMadeAnEmergencyIsNone() throws Exception {
    AccessRequest filed = ask(breakable());
    table.database.run("UPDATE jit_request SET emergency = 'the shop is down'");

    assertThatThrownBy(() -> service.consume(filed.id())).hasMessageContaining("Nothing was run");
    assertThat(ask(breakable()).id()).isNotEqualTo(filed.id());
  }

  private static ApprovalRequirement breakable() {
    return new ApprovalRequirement(
        List.of(new ApprovalStage(Set.of("dba"), 1)),
        ANSWER_WITHIN,
        VALID_FOR,
        1,
        Optional.empty(),
        Optional.empty(),
        Optional.of(new BreakGlass(Set.of("on-call"), Duration.ofMinutes(10))),
        Optional.empty());
  }

  private Delegation delegation() {
    var end = clock.instant().plus(Duration.ofMinutes(5));
    return new Delegation(DORA, DEL.key(), clock.instant(), end);
  }

  @Test
  void aDelegationHasToBeSignedByWhoeverIsAway() {
    String byDel = table.people.signer(DEL).sign(delegation());

    assertThatThrownBy(() -> service.desk().orElseThrow().delegate(delegation()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("nobody has signed it")
        .hasMessageContaining("Delegate with --key FILE");
    assertThatThrownBy(() -> service.desk().orElseThrow().delegate(delegation().signed(byDel)))
        .hasMessageContaining("somebody else or nobody");
  }

  @Test
  void aDelegationThatWasWrittenMakesNobodyADeputy() throws Exception {
    AccessRequest filed = ask(requirement(1, 1));
    table.credulous(clock).desk().orElseThrow().delegate(delegation());

    assertThatThrownBy(
            () -> table.signing(clock).desk().orElseThrow().answer(filed.id(), DEL, true, ""))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("del is in none of the groups");
  }

  @Test
  void aDeputysYesOutlivesTheDelegation() throws Exception {
    AccessRequest filed = ask(requirement(1, 1));
    var desk = table.signing(clock).desk().orElseThrow();
    desk.delegate(delegation());
    desk.answer(filed.id(), DEL, true, "");
    clock.advance(Duration.ofMinutes(6));

    assertThat(service.consume(filed.id()).orElseThrow().approvers()).containsExactly("del");
  }

  @Test
  void aDelegationThatWasProlongedIsNone() throws Exception {
    AccessRequest filed = ask(requirement(1, 1));
    var desk = table.signing(clock).desk().orElseThrow();
    desk.delegate(delegation());
    desk.answer(filed.id(), DEL, true, "");
    table.database.run("UPDATE jit_delegation SET ends = ends + 1000");

    opensNothing(filed, "del is in none of the groups");
  }
}
