package io.jitjdbc.policy.yaml;

import static io.jitjdbc.access.Action.DELETE;
import static io.jitjdbc.access.Action.EXECUTE;
import static io.jitjdbc.access.Action.EXPORT;
import static io.jitjdbc.access.Action.INSERT;
import static io.jitjdbc.access.Action.SELECT;
import static io.jitjdbc.access.Action.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.policy.ApprovalScope;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.Decision.Deny;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.Decision.RequestableDeny;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Who gets what under the shop's policy. */
class DecisionTest {
  private final Policy policy = Policies.shop();

  private Decision decide(Asking asking) {
    return policy.decide(asking.request());
  }

  private Deny denied(Asking asking) {
    assertThat(decide(asking)).isInstanceOf(Deny.class);
    return (Deny) decide(asking);
  }

  private RequestableDeny requestable(Asking asking) {
    assertThat(decide(asking)).isInstanceOf(RequestableDeny.class);
    return (RequestableDeny) decide(asking);
  }

  private Permit permitted(Asking asking) {
    assertThat(decide(asking)).isInstanceOf(Permit.class);
    return (Permit) decide(asking);
  }

  @Nested
  class WhenARulePermits {
    @Test
    void namesTheFirstRuleThatMatched() {
      assertThat(permitted(Asking.by("ann", "analysts").does(SELECT, "shop.orders")).rule())
          .isEqualTo("analysts-read");
    }

    @Test
    void matchesNamesWhateverTheirCase() {
      permitted(Asking.by("ann", "analysts").does(SELECT, "SHOP.Orders", "ID"));
    }

    @Test
    void matchesUsersByName() {
      permitted(Asking.by("bob").calls("shop", "refresh_totals"));
      denied(Asking.by("Bob").calls("shop", "refresh_totals"));
      denied(Asking.by("bob").calls("shop", "drop_totals"));
    }

    @Test
    void permitsWhatTouchesNothing() {
      Permit permit = permitted(Asking.by("stranger"));
      assertThat(permit.rule()).isEqualTo("no-access");
      assertThat(permit.obligations()).isEmpty();
      assertThat(permit.revealsEverything()).isFalse();
    }

    @Test
    void restrictsARuleWithColumnsToThem() {
      permitted(Asking.by("zoe").does(SELECT, "shop.customers", "id", "name"));
      permitted(Asking.by("zoe").does(SELECT, "shop.customers"));
      assertThat(denied(Asking.by("zoe").does(SELECT, "shop.customers", "id", "email")).reason())
          .contains("SELECT on shop.customers.email");
    }
  }

  @Nested
  class WhenNoRulePermits {
    @Test
    void saysWhatIsMissingAndForWhom() {
      Deny deny = denied(Asking.by("zoe").does(SELECT, "shop.orders", "id", "total"));
      assertThat(deny.rule()).isEqualTo("no-rule");
      assertThat(deny.reason())
          .isEqualTo(
              "no rule permits SELECT on shop.orders for zoe; ask whoever owns the policy for one");
    }

    @Test
    void deniesOneOfManyAccesses() {
      var ann = Asking.by("ann", "analysts");
      denied(ann.does(SELECT, "shop.orders").does(DELETE, "shop.orders"));
    }

    @Test
    void doesNotPermitWhatHasNoSchema() {
      denied(Asking.by("ann", "analysts").does(SELECT, "orders"));
    }

    @Test
    void doesNotTakeTheServerForATable() {
      denied(Asking.by("bob").exportsToAFile());
    }

    @Test
    void doesNotAskForAnApprovalThatWouldNotHelp() {
      var ann = Asking.by("ann", "analysts");
      assertThat(denied(ann.does(EXPORT, "shop.orders").does(SELECT, "hr.people")).rule())
          .isEqualTo("no-rule");
    }
  }

  @Nested
  class WhenARuleDenies {
    @Test
    void winsOverEveryPermit() {
      Deny deny = denied(Asking.by("root", "owners").does(SELECT, "shop.secrets"));
      assertThat(deny.rule()).isEqualTo("no-secrets");
      assertThat(deny.reason())
          .isEqualTo(
              "SELECT on shop.secrets is denied: nobody reads secrets; ask security@example.org");
    }

    @Test
    void deniesOnlyTheColumnsThatItNames() {
      denied(Asking.by("root", "owners").does(SELECT, "shop.customers", "id", "password"));
      permitted(Asking.by("root", "owners").does(SELECT, "shop.customers", "id"));
    }

    @Test
    void meansAlsoWhatCouldNotBeResolved() {
      denied(Asking.by("root", "owners").does(SELECT, "secrets"));
      denied(Asking.by("root", "owners").does(SELECT, "customers", "password"));
    }
  }

  @Nested
  class WhenARuleRequiresAnApproval {
    @Test
    void asksForIt() {
      RequestableDeny asked =
          requestable(Asking.by("ann", "analysts").does(SELECT, "shop.payroll", "salary"));
      assertThat(asked.rule()).isEqualTo("payroll-on-request");
      assertThat(asked.requirement().approverGroups())
          .containsExactlyInAnyOrder("data-owners", "finance");
      assertThat(asked.requirement().quorum()).isEqualTo(2);
      assertThat(asked.requirement().answerWithin()).isEqualTo(Duration.ofDays(1));
      assertThat(asked.requirement().validFor()).isEqualTo(Duration.ofHours(8));
      assertThat(asked.requirement().uses()).isEqualTo(3);
      assertThat(asked.reason())
          .isEqualTo("SELECT on shop.payroll needs an approval by data-owners or finance");
    }

    @Test
    void permitsOnceItIsThereAndRevealsWhatTheRuleReveals() {
      Asking ann = Asking.by("ann", "analysts").does(SELECT, "shop.payroll", "salary");
      Permit permit = permitted(ann.approved(scope(), policy.version()));
      assertThat(permit.rule()).isEqualTo("payroll-on-request");
      assertThat(permit.obligations()).isEmpty();
    }

    @Test
    void takesNoApprovalForSomethingElse() {
      for (Asking ann :
          List.of(
              payroll().approved("rule:exports", policy.version()),
              payroll().approved("payroll-on-request", policy.version()),
              payroll().approved(scope(), "another version"),
              payroll().approved(scope(), policy.version(), Asking.NOW),
              payroll().approved(scope(), policy.version(), Asking.NOW.plusSeconds(9), "other"))) {
        requestable(ann);
      }
    }

    @Test
    void asksAlthoughAnotherRulePermits() {
      String text =
          Policies.text("good/shop.yaml").replace("groups: [owners]", "groups: [analysts]");
      Decision decision = Policies.read(text).decide(payroll().request());
      assertThat(decision).isInstanceOf(RequestableDeny.class);
    }

    @Test
    void asksForOneAfterTheOther() {
      Asking both = payroll().does(EXPORT, "shop.orders").exportsToAFile();
      assertThat(requestable(both).rule()).isEqualTo("exports");
      assertThat(requestable(both).reason()).endsWith(": exports leave the database");
      both.approved(ApprovalScope.ofRule("exports"), policy.version());
      assertThat(requestable(both).rule()).isEqualTo("payroll-on-request");
      both.approved(scope(), policy.version());
      permitted(both);
    }

    private Asking payroll() {
      return Asking.by("ann", "analysts").does(SELECT, "shop.payroll", "salary");
    }

    private String scope() {
      return ApprovalScope.ofRule("payroll-on-request");
    }
  }

  @Nested
  class WhenEverythingIsRevealed {
    @Test
    void saysSoForWhatHasNoProvenOrigin() {
      Asking owner = Asking.by("root", "owners").does(SELECT, "shop.customers", "email", "ssn");
      assertThat(permitted(owner).revealsEverything()).isTrue();
      assertThat(permitted(owner).obligations()).isEmpty();
    }

    @Test
    void doesNotSaySoWhenOneAccessComesFromAnotherRule() {
      String text =
          Policies.text("good/shop.yaml")
              .replace("resources: [\"*.*\", server]", "resources: [\"shop.orders\"]");
      Asking ann =
          Asking.by("ann", "analysts", "owners")
              .does(SELECT, "shop.orders", "id")
              .does(SELECT, "shop.customers", "id");
      Permit permit = (Permit) Policies.read(text).decide(ann.request());
      assertThat(permit.revealsEverything()).isFalse();
    }

    @Test
    void needsTheRightToReadForWhatIsWritten() {
      String text =
          """
          version: 1
          rules:
            - {id: w, who: anyone, actions: [write], resources: ["a.b"], effect: permit, reveal: ["*"]}
          """;
      Permit permit =
          (Permit) Policies.read(text).decide(Asking.by("x").does(INSERT, "a.b").request());
      assertThat(permit.revealsEverything()).isFalse();
    }
  }

  @Test
  void decidesAboutEachKindOfResource() {
    Asking owner =
        Asking.by("root", "owners")
            .does(UPDATE, "shop.orders", "total")
            .calls("shop", "anything")
            .exportsToAFile()
            .on(SELECT, new Column(new Table("shop", "orders"), "id"));
    assertThat(permitted(owner).rule()).isEqualTo("owners");
    assertThat(owner.request().accesses())
        .extracting(access -> access.action())
        .containsAll(Set.of(UPDATE, EXECUTE, EXPORT, SELECT));
  }
}
