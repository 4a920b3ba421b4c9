package io.jitjdbc.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Action;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Resource.Server;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.masking.MaskFunctions;
import io.jitjdbc.masking.MaskSpec;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.MaskedUses;
import io.jitjdbc.policy.MaskedUses.Filtering;
import io.jitjdbc.policy.Obligation;
import io.jitjdbc.policy.Obligation.MaskColumn;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Origin;
import io.jitjdbc.sql.OutputColumn;
import io.jitjdbc.sql.Reference;
import io.jitjdbc.sql.StatementKind;
import io.jitjdbc.sql.StatementText;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a statement may do with a masked column beside returning it. */
class MaskedUseTest {
  private static final Table PEOPLE = new Table("shop", "people");
  private static final Column SSN = new Column(PEOPLE, "ssn");
  private static final Column NAME = new Column(PEOPLE, "name");

  private static Permit permit(boolean revealsEverything, Obligation... obligations) {
    return new Permit("rule", "v1", List.of(obligations), revealsEverything);
  }

  private static Planner planner(Permit permit) {
    return new Planner(permit, MaskFunctions.find());
  }

  private static MaskColumn mask(Filtering filtering) {
    return new MaskColumn(SSN, "pii.ssn", MaskSpec.REDACT, MaskedUses.of(filtering));
  }

  private static Analysed statement(
      StatementKind kind, Set<Access> accesses, List<OutputColumn> outputs, Reference... uses) {
    var text = new StatementText("(redacted)", "digest");
    return new Analysed(text, kind, accesses, outputs, Set.of(uses), Set.of());
  }

  private static Analysed using(Reference... uses) {
    return statement(StatementKind.QUERY, Set.of(), List.of(), uses);
  }

  @ParameterizedTest
  @CsvSource({
    "EQUALS_PARAMETER, DENY, and may not be compared",
    "EQUALS_PARAMETER, EQUALS_PARAMETER,",
    "EQUALS_PARAMETER, ALLOW,",
    "PREDICATE, DENY, and may not decide which rows come back",
    "PREDICATE, EQUALS_PARAMETER, and may not decide which rows come back",
    "PREDICATE, ALLOW,",
    "COMPUTED, DENY, and may not be computed with",
    "COMPUTED, EQUALS_PARAMETER, and may not be computed with",
    "COMPUTED, ALLOW,",
    "WRITE_SOURCE, DENY, and may not be copied",
    "WRITE_SOURCE, EQUALS_PARAMETER, and may not be copied",
    "WRITE_SOURCE, ALLOW, and may not be copied",
    "UPDATE_TARGET, DENY, writing it could put the mask over the real value",
    "UPDATE_TARGET, EQUALS_PARAMETER, writing it could put the mask over the real value",
    "UPDATE_TARGET, ALLOW, writing it could put the mask over the real value",
    "INSERT_TARGET, DENY,",
    "INSERT_TARGET, EQUALS_PARAMETER,",
    "INSERT_TARGET, ALLOW,",
  })
  void allowsEachUseAsTheFilterSays(Reference.Usage usage, Filtering filtering, String objection)
      throws RefusedException {
    Permit permit = permit(false, mask(filtering));
    Analysed statement = using(new Reference(SSN, usage));

    if (objection == null) {
      check(permit, statement);
      assertThat(planner(permit).touchesMasked()).isTrue();
    } else {
      assertThatThrownBy(() -> check(permit, statement))
          .isInstanceOf(RefusedException.class)
          .hasMessageStartingWith("shop.people.ssn (pii.ssn) is masked for you")
          .hasMessageContaining(objection);
    }
  }

  @Test
  void allowsEveryUseOfAColumnThatIsNotMasked() throws RefusedException {
    Permit permit = permit(false, mask(Filtering.DENY));

    for (Reference.Usage usage : Reference.Usage.values()) {
      check(permit, using(new Reference(NAME, usage)));
    }

    assertThat(planner(permit).touchesMasked()).isTrue();
  }

  @Test
  void keepsTheStrictestOfSeveralMasksOnOneColumn() {
    Permit permit = permit(false, mask(Filtering.ALLOW), mask(Filtering.DENY));
    Analysed statement = using(new Reference(SSN, Reference.Usage.PREDICATE));

    assertThatThrownBy(() -> check(permit, statement)).isInstanceOf(RefusedException.class);
  }

  private static void check(Permit permit, Analysed statement) throws RefusedException {
    Optional<Decision.Deny> objection =
        new Objections(permit, MaskFunctions.find()).refusal(statement);
    if (objection.isPresent()) {
      throw RefusedException.denied(objection.get().reason());
    }
  }

  @Nested
  class Exports {
    private static final String REFUSED = "this export would carry columns past their masks";

    private static OutputColumn output(Origin origin) {
      return new OutputColumn("x", origin);
    }

    private static Analysed export(OutputColumn... outputs) {
      return statement(StatementKind.EXPORT, Set.of(), List.of(outputs));
    }

    private final OutputColumn clear = output(new Origin.Known(Set.of(NAME), true));
    private final OutputColumn unproven = output(new Origin.Unknown("a function"));

    @Test
    void mayCarryProvenColumnsThatAreSeenInClear() throws RefusedException {
      check(permit(false), export(clear));

      assertThat(planner(permit(false)).touchesMasked()).isFalse();
    }

    @Test
    void mayNotCarryAnythingIfAColumnIsMasked() {
      assertThatThrownBy(() -> check(permit(false, mask(Filtering.ALLOW)), export(clear)))
          .hasMessageContaining(REFUSED);
    }

    @Test
    void mayNotCarryWhatIsNotProven() {
      assertThatThrownBy(() -> check(permit(false), export(clear, unproven)))
          .hasMessageContaining(REFUSED);
    }

    @Test
    void mayNotCarryWhatIsNotEvenListed() {
      assertThatThrownBy(() -> check(permit(false), export())).hasMessageContaining(REFUSED);
    }

    @Test
    void mayCarryAnythingForWhoSeesEverything() throws RefusedException {
      check(permit(true), export(unproven));

      assertThat(planner(permit(true)).touchesMasked()).isFalse();
    }

    @Test
    void areRecognizedByTheirAccessInAnyKindOfStatement() {
      var access = new Access(Action.EXPORT, new Server());
      Analysed query = statement(StatementKind.QUERY, Set.of(access), List.of(unproven));

      assertThatThrownBy(() -> check(permit(false), query)).hasMessageContaining(REFUSED);
    }
  }

  @Test
  void refusesAnExportOfMaskedColumnsUnderAPolicyThatPermitsExports() throws RefusedException {
    try (Shop shop = Shop.open()) {
      Session session = shop.session("ann analysts exporters");

      assertThatThrownBy(
              () -> session.permit(Shop.ask("COPY (SELECT ssn FROM customers) TO STDOUT")))
          .hasMessageContaining("this export would carry columns past their masks");
      assertThat(shop.events.lastRuling().rule()).isEqualTo("export");
    }
  }

  @Test
  void comparesAMaskedColumnWithAParameterWhereItsMaskSaysSo() throws RefusedException {
    try (Shop shop = Shop.open()) {
      Session session = shop.session("ann analysts");

      assertThat(session.permit(Shop.ask("SELECT id FROM customers WHERE email = ?"))).isNotNull();
      assertThatThrownBy(
              () -> session.permit(Shop.ask("SELECT id FROM customers WHERE email LIKE ?")))
          .hasMessageContaining("ask for a rule that reveals it");
    }
  }
}
