package io.jitjdbc.policy.yaml;

import static io.jitjdbc.access.Action.SELECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.policy.ApprovalScope;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.Decision.RequestableDeny;
import org.junit.jupiter.api.Test;

/** What an approval that is required for a column means for the table that the column is in. */
class ColumnApprovalTest {
  private static final String ON_REQUEST =
      """
      version: 1
      rules:
        - id: salaries
          who: anyone
          actions: [read]
          resources: ["hr.people.salary"]
          effect: require-approval
          approval: peers
      approvals:
        peers: {approvers: [colleagues]}
      """;
  private static final String NAMES_FOR_EVERYONE =
      ON_REQUEST.replace(
          "rules:\n",
          """
          rules:
            - id: names
              who: anyone
              actions: [read]
              resources: ["hr.people.name"]
              effect: permit
          """);

  private static Decision decide(String policy, Asking asking) {
    return Policies.read(policy).decide(asking.request());
  }

  // How many rows a table has, and whether it has any, is already more than nobody agreed to.
  @Test
  void asksForTheBareTableIfNothingElseOpensIt() {
    Decision decision = decide(ON_REQUEST, Asking.by("ann").does(SELECT, "hr.people"));

    assertThat(decision).isInstanceOf(RequestableDeny.class);
    assertThat(((RequestableDeny) decision).reason())
        .isEqualTo("SELECT on hr.people needs an approval by colleagues");
  }

  @Test
  void opensTheBareTableOnceItIsThere() {
    String version = Policies.read(ON_REQUEST).version();
    Asking ann = Asking.by("ann").does(SELECT, "hr.people");

    assertThat(decide(ON_REQUEST, ann.approved(ApprovalScope.ofRule("salaries"), version)))
        .isInstanceOf(Permit.class);
  }

  @Test
  void leavesAloneWhatAnotherRuleOpens() {
    Asking ann = Asking.by("ann").does(SELECT, "hr.people", "name");

    assertThat(decide(NAMES_FOR_EVERYONE, ann)).isInstanceOf(Permit.class);
  }

  @Test
  void asksForTheColumnAlthoughAnotherRuleOpensTheTable() {
    Asking ann = Asking.by("ann").does(SELECT, "hr.people", "name", "salary");

    assertThat(decide(NAMES_FOR_EVERYONE, ann)).isInstanceOf(RequestableDeny.class);
  }
}
