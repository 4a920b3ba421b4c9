package io.jitjdbc.policy.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.approval.ApprovalStage;
import io.jitjdbc.approval.BreakGlass;
import io.jitjdbc.approval.Escalation;
import io.jitjdbc.approval.ExecutionWindow;
import io.jitjdbc.settings.InvalidSettingException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What a policy can say of approvals, and what the loader and the schema say of mistakes in it. */
class ApprovalTermsTest {
  private static final String POLICY =
      """
      version: 1
      rules:
        - id: exports
          who: anyone
          actions: [read]
          resources: ["*.customers"]
          effect: require-approval
          approval: night
      approvals:
        night:
          stages:
            - {approvers: [leads]}
            - {approvers: [owners, security], quorum: 2}
          uses: 3
          window: {days: [mon, fri], from: "22:00", to: "06:00", zone: Europe/Berlin}
          escalate: {after: 15m, approvers: [heads]}
          remind-after: 10m
          break-glass: {groups: [on-call], valid-for: 10m}
          purpose: "[A-Z]+-\\\\d+"
      """;

  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Policies.text("/io/jitjdbc/policy/policy.schema.json"), InputFormat.JSON);

  private static boolean fitsSchema(String policy) {
    @SuppressWarnings("unchecked")
    var object =
        (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(policy);
    return SCHEMA.validate(JSONObjectUtils.toJSONString(object), InputFormat.JSON).isEmpty();
  }

  private static Policy load(String policy) {
    return PolicyReader.read("test.yaml", policy.getBytes(UTF_8), Policies.FUNCTIONS);
  }

  private static ApprovalRequirement night() {
    return load(POLICY).rules().stream()
        .map(Rule::approval)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void areAllRead() {
    ApprovalRequirement night = night();

    assertThat(night.stages())
        .containsExactly(
            new ApprovalStage(Set.of("leads"), 1),
            new ApprovalStage(Set.of("owners", "security"), 2));
    assertThat(night.uses()).isEqualTo(3);
    assertThat(night.window())
        .contains(
            new ExecutionWindow(
                Set.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                LocalTime.of(22, 0),
                LocalTime.of(6, 0),
                ZoneId.of("Europe/Berlin")));
    assertThat(night.escalation())
        .contains(new Escalation(Duration.ofMinutes(15), Set.of("heads")));
    assertThat(night.remindAfter()).contains(Duration.ofMinutes(10));
    assertThat(night.breakGlass())
        .contains(new BreakGlass(Set.of("on-call"), Duration.ofMinutes(10)));
    assertThat(night.purpose()).contains("[A-Z]+-\\d+");
    assertThat(fitsSchema(POLICY)).isTrue();
  }

  @Test
  void comeWithEveryDayWhereNoneIsNamed() {
    String everyDay = POLICY.replace("days: [mon, fri], ", "");

    assertThat(load(everyDay)).isNotNull();
    assertThat(fitsSchema(everyDay)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "uses: 3        | uses: 3\\n    approvers: [dba]  | goes into the stages",
        "uses: 3        | uses: 3\\n    quorum: 2         | goes into the stages",
        "{approvers: [leads]} | {quorum: 1}              | approvers is missing",
        "{approvers: [leads]} | {approvers: []}          | must not be an empty list",
        "{approvers: [leads]} | {approvers: [a], who: b} | unknown name",
        "days: [mon, fri]     | days: [monday]           | unknown day",
        "days: [mon, fri]     | days: []                 | must not be an empty list",
        "`\"22:00\"`          | `\"24:00\"`              | a time of day",
        "`\"22:00\"`          | 22                       | expected text",
        "after: 15m,          | ``                       | after is missing",
        "after: 15m           | after: soon              | is not a duration",
        "groups: [on-call],   | ``                       | groups is missing",
        "remind-after: 10m    | remind-after: 0m         | is not a duration",
        "remind-after: 10m    | remind-after: [10m]      | expected a text",
        "valid-for: 10m       | valid-for: 0m            | is not a duration"
      })
  void areRefusedByTheLoaderAndTheSchemaAlike(String part, String other, String why) {
    assertThat(POLICY).contains(part);
    String wrong = POLICY.replace(part, other.replace("\\n", "\n"));

    assertThatThrownBy(() -> load(wrong))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(why);
    assertThat(fitsSchema(wrong)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Europe/Berlin            | Europe/Atlantis  | is no time zone",
        "`\"[A-Z]+-\\\\d+\"`      | `\"[A-Z\"`       | is no regular expression"
      })
  void areRefusedWhereNoSchemaCanTell(String part, String other, String why) {
    assertThat(POLICY).contains(part);

    assertThatThrownBy(() -> load(POLICY.replace(part, other)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(why);
  }

  @Test
  void needSomebodyWhoAnswers() {
    String nobody = POLICY.replaceAll("(?s)stages:.*?uses", "uses");

    assertThatThrownBy(() -> load(nobody)).hasMessageContaining("approvers is missing");
    assertThat(fitsSchema(nobody)).isFalse();
    assertThat(List.of(night())).hasSize(1);
  }
}
