package io.jitjdbc.spring.server.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.policy.yaml.YamlPolicy;
import io.jitjdbc.spring.server.policy.Visibility.Row;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who sees what of a table. */
class VisibilityTest {
  private static final String POLICY =
      """
      version: 1
      classification: {pii.email: ["*.customers.email"], finance.iban: ["*.customers.iban"]}
      masks:
        pii.email: {function: hash, key.env: ONLY_AT_THE_DRIVERS}
      rules:
        - {id: read, who: {groups: [analysts, support]}, actions: [read], resources: ["*.customers"], effect: permit}
        - {id: clear, who: {users: [omar]}, actions: [read], resources: ["*.customers"], effect: permit, reveal: [pii.email]}
        - {id: no-iban, who: {groups: [support]}, actions: [read], resources: ["*.customers.iban"], effect: deny, reason: no}
        - {id: ask, who: {groups: [interns]}, actions: [read], resources: ["*.customers"], effect: require-approval, approval: one}
      approvals:
        one: {approvers: [owners], quorum: 1, answer-within: 1h, valid-for: 10m, uses: 1}
      """;

  private static String seenBy(String who) {
    Visibility seen =
        Visibility.of(
            YamlPolicy.readElsewhere("the policy", POLICY),
            new Table("shop", "customers"),
            List.of("id", "email", "iban"),
            "jdbc:h2:mem:shop",
            Instant.now());
    return seen.rows().stream()
        .filter(row -> row.who().equals(who))
        .map(Row::sights)
        .findFirst()
        .orElseThrow()
        .stream()
        .map(Visibility.Sight::word)
        .toList()
        .toString();
  }

  @Test
  void isTheSameAsDriversWouldDecide() {
    assertThat(seenBy("group analysts")).isEqualTo("[clear, masked, masked]");
    assertThat(seenBy("group support")).isEqualTo("[clear, masked, denied]");
    assertThat(seenBy("group interns")).isEqualTo("[on approval, on approval, on approval]");
    assertThat(seenBy("omar")).isEqualTo("[clear, clear, masked]");
    assertThat(seenBy("everybody else")).isEqualTo("[denied, denied, denied]");
  }
}
