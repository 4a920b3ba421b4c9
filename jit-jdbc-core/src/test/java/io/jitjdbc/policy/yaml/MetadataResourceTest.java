package io.jitjdbc.policy.yaml;

import static io.jitjdbc.access.Action.SELECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Resource.Metadata;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.Decision.Deny;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.Decision.RequestableDeny;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a policy says of what the database tells of its structure. */
class MetadataResourceTest {
  private static final String ALL =
      """
      version: 1
      rules:
        - {id: all, who: anyone, actions: [all], resources: ["*.*", server], effect: permit}
      """;
  private static final String MAPS =
      """
        - {id: maps, who: {groups: [guests]}, actions: [read], resources: [metadata], %s}
      approvals: {bulk: {approvers: [owners]}}
      """;

  private static Decision decide(String policy, Asking asking) {
    return Policies.read(policy).decide(asking.request());
  }

  private static Asking asks(String... groups) {
    return Asking.by("gus", groups).on(SELECT, new Metadata());
  }

  private static String maps(String effect) {
    return ALL + MAPS.formatted(effect);
  }

  @Test
  void isFreeAsLongAsNoRuleSaysOtherwise() {
    assertThat(decide(ALL, asks()))
        .isInstanceOfSatisfying(Permit.class, permit -> assertThat(permit.obligations()).isEmpty());
    assertThat(Policies.read(ALL).mindsMetadata()).isFalse();
    assertThat(Policies.read(Policies.text("good/budgets.yaml")).mindsMetadata()).isFalse();
  }

  @Test
  void isMindedByAPolicyThatNamesItInARuleOrABudget() {
    assertThat(Policies.read(maps("effect: deny")).mindsMetadata()).isTrue();
    assertThat(
            Policies.read(
                    ALL
                        + "budgets: [{id: b, who: anyone, resources: [metadata], rows: 1, window:"
                        + " 1h}]")
                .mindsMetadata())
        .isTrue();
  }

  @Test
  void isDeniedAndAskedForForWhomTheRuleIsAbout() {
    assertThat(decide(maps("effect: deny"), asks("guests"))).isInstanceOf(Deny.class);
    assertThat(decide(maps("effect: deny"), asks())).isInstanceOf(Permit.class);
    assertThat(decide(maps("effect: require-approval, approval: bulk"), asks("guests")))
        .isInstanceOf(RequestableDeny.class);
    assertThat(decide(maps("effect: require-approval, approval: bulk"), asks()))
        .isInstanceOf(Permit.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"information_schema", "INFORMATION_SCHEMA", "pg_catalog", "mysql", "sys"})
  void isTheDatabasesOwnRelationsWhereItIsRestricted(String schema) {
    var relation = new Table(schema, "tables");
    Asking guest = Asking.by("gus", "guests").on(SELECT, relation);

    assertThat(decide(maps("effect: deny"), guest)).isInstanceOf(Deny.class);
    assertThat(
            decide(
                maps("effect: deny"),
                Asking.by("gus", "guests").on(SELECT, new Column(relation, "name"))))
        .isInstanceOf(Deny.class);
    assertThat(decide(maps("effect: deny"), Asking.by("gus", "guests").does(SELECT, "shop.tables")))
        .isInstanceOf(Permit.class);
  }

  @Test
  void isNotTheDatabasesOwnRelationsWhereItIsPermitted() {
    String only =
        """
        version: 1
        rules:
          - {id: maps, who: anyone, actions: [all], resources: [metadata], effect: permit}
        """;

    assertThat(decide(only, asks())).isInstanceOf(Permit.class);
    assertThat(decide(only, Asking.by("gus").does(SELECT, "pg_catalog.pg_stats")))
        .isInstanceOf(Deny.class);
  }

  @Test
  void isNotMeantByNamesOfTablesNorByTheServer() {
    assertThat(decide(ALL.replace("permit", "deny"), asks())).isInstanceOf(Permit.class);
  }
}
