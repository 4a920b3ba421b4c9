package io.jitjdbc.policy.yaml;

import static io.jitjdbc.access.Action.EXPORT;
import static io.jitjdbc.access.Action.INSERT;
import static io.jitjdbc.access.Action.SELECT;
import static io.jitjdbc.access.Action.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.masking.MaskSpec;
import io.jitjdbc.policy.ApprovalScope;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.MaskedUses.Filtering;
import io.jitjdbc.policy.Obligation.LimitResult;
import io.jitjdbc.policy.Obligation.MaskColumn;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a permit under the shop's policy asks of the enforcement point. */
class ObligationTest {
  private final Policy policy = Policies.shop();

  private Permit permit(Asking asking) {
    return (Permit) policy.decide(asking.request());
  }

  private List<MaskColumn> masks(Asking asking) {
    return permit(asking).obligations().stream()
        .flatMap(
            each -> each instanceof MaskColumn mask ? Stream.of(mask) : Stream.<MaskColumn>empty())
        .toList();
  }

  private List<LimitResult> limits(Asking asking) {
    return permit(asking).obligations().stream()
        .flatMap(
            each ->
                each instanceof LimitResult limit ? Stream.of(limit) : Stream.<LimitResult>empty())
        .toList();
  }

  @Nested
  class Masks {
    @Test
    void masksEachClassifiedColumnForEachOfItsTags() {
      List<MaskColumn> masks =
          masks(
              Asking.by("ann", "analysts")
                  .does(SELECT, "shop.customers", "id", "ssn", "email", "phone"));
      assertThat(masks)
          .extracting(mask -> mask.column().name() + " " + mask.tag() + " " + mask.mask())
          .containsExactly(
              "email pii.email partial",
              "email pii.contact redact",
              "phone pii.contact redact",
              "ssn pii.ssn partial");
      assertThat(masks.get(0).mask())
          .isEqualTo(new MaskSpec("partial", Map.of("keep-first", "1", "keep-domain", "true")));
    }

    @Test
    void saysForEachTagWhatConditionsMayUse() {
      List<MaskColumn> masks =
          masks(Asking.by("ann", "analysts").does(SELECT, "shop.customers", "email"));
      assertThat(masks)
          .extracting(mask -> mask.uses().filtering())
          .containsExactly(Filtering.EQUALS_PARAMETER, Filtering.DENY);
    }

    @Test
    void masksNothingThatARuleReveals() {
      assertThat(masks(Asking.by("bob").does(SELECT, "shop.customers", "email", "ssn")))
          .extracting(MaskColumn::tag)
          .containsExactly("pii.ssn");
    }

    @Test
    void addsUpWhatSeveralRulesReveal() {
      assertThat(
              masks(Asking.by("bob", "analysts").does(SELECT, "shop.customers", "email", "phone")))
          .isEmpty();
    }

    @Test
    void masksUnlessEveryTagIsRevealed() {
      String text =
          Policies.text("good/shop.yaml").replace("[pii.email, pii.contact]", "[pii.email]");
      Permit permit =
          (Permit)
              Policies.read(text)
                  .decide(Asking.by("bob").does(SELECT, "shop.customers", "email").request());
      assertThat(permit.obligations())
          .extracting(each -> each instanceof MaskColumn mask ? mask.tag() : "limit")
          .containsExactly("pii.contact", "limit");
    }

    @Test
    void masksWhatIsWrittenByWhoMayNotReadIt() {
      String text =
          """
          version: 1
          classification: {pii: ["a.b.c"]}
          rules:
            - {id: w, who: anyone, actions: [insert], resources: ["a.b"], effect: permit, reveal: [pii]}
          """;
      Permit permit =
          (Permit) Policies.read(text).decide(Asking.by("x").does(INSERT, "a.b", "c").request());
      assertThat(permit.obligations()).hasAtLeastOneElementOfType(MaskColumn.class);
    }

    @Test
    void showsToAWriterWhatTheReaderMaySee() {
      assertThat(masks(Asking.by("bob").does(UPDATE, "shop.customers", "email"))).isEmpty();
    }

    @Test
    void masksInAnExportWhatOnlyReadingReveals() {
      Asking bob =
          Asking.by("bob", "analysts")
              .does(SELECT, "shop.customers", "email")
              .does(EXPORT, "shop.customers")
              .approved(ApprovalScope.ofRule("exports"), policy.version());
      assertThat(masks(bob))
          .extracting(MaskColumn::tag)
          .containsExactly("pii.email", "pii.contact");
    }

    @Test
    void showsWhatReadingRevealsBesideACallOfWhatRevealsNothing() {
      Asking bob =
          Asking.by("bob").does(SELECT, "shop.customers", "email").calls("shop", "refresh_totals");
      assertThat(masks(bob)).isEmpty();
    }

    @Test
    void masksWhatMayBeClassifiedWhenTheSchemaIsUnknown() {
      String text =
          """
          version: 1
          classification: {pii: ["shop.customers.email"]}
          rules:
            - {id: r, who: anyone, actions: [read], resources: ["*.*"], effect: permit}
          """;
      Permit permit =
          (Permit)
              Policies.read(text)
                  .decide(Asking.by("x").does(SELECT, "customers", "email").request());
      assertThat(permit.obligations()).hasSize(1);
    }
  }

  @Nested
  class Limits {
    @Test
    void limitsTheRowsWithTheRuleAndWhatIsNeededBeyond() {
      List<LimitResult> limits = limits(Asking.by("ann", "analysts").does(SELECT, "shop.orders"));
      assertThat(limits).hasSize(1);
      assertThat(limits.get(0).most()).isEqualTo(1000);
      assertThat(limits.get(0).rule()).isEqualTo("analysts-read");
      assertThat(limits.get(0).beyond().approverGroups()).containsExactly("data-owners");
    }

    @Test
    void takesTheSmallestOfSeveral() {
      assertThat(limits(Asking.by("bob", "analysts").does(SELECT, "shop.customers")))
          .extracting(LimitResult::rule)
          .containsExactly("support-sees-contacts");
    }

    @Test
    void isLiftedByAnApprovalForItsRows() {
      Asking bob = Asking.by("bob", "analysts").does(SELECT, "shop.customers");
      bob.approved(ApprovalScope.ofRows("support-sees-contacts"), policy.version());
      assertThat(limits(bob)).extracting(LimitResult::rule).containsExactly("analysts-read");
      bob.approved(ApprovalScope.ofRows("analysts-read"), policy.version());
      assertThat(limits(bob)).isEmpty();
    }

    @Test
    void doesNotComeFromARuleThatGaveNothing() {
      assertThat(limits(Asking.by("bob").calls("shop", "refresh_totals"))).isEmpty();
    }
  }
}
