package io.jitjdbc.policy.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.settings.InvalidSettingException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The JSON Schema for editors and the loader say the same about a policy. */
class PolicySchemaTest {
  private final Schema schema =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Policies.text("/io/jitjdbc/policy/policy.schema.json"), InputFormat.JSON);

  private List<Error> errors(String policy) {
    Object value = new Load(LoadSettings.builder().build()).loadFromString(policy);
    @SuppressWarnings("unchecked")
    var object = (Map<String, Object>) value;
    return schema.validate(JSONObjectUtils.toJSONString(object), InputFormat.JSON);
  }

  private static boolean loads(String policy) {
    try {
      PolicyReader.read("test.yaml", policy.getBytes(UTF_8), Policies.FUNCTIONS);
      return true;
    } catch (InvalidSettingException e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "good/shop.yaml",
        "good/smallest.yaml",
        "good/functions.yaml",
        "good/detectors.yaml",
        "good/budgets.yaml",
        "good/conditions.yaml",
        "good/tags.yaml",
        "good/audit.yaml"
      })
  void acceptsTheGoodOnes(String resource) {
    assertThat(errors(Policies.text(resource))).isEmpty();
    assertThat(loads(Policies.text(resource))).isTrue();
  }

  @Test
  void isItselfValid() {
    Schema meta =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
    assertThat(
            meta.validate(Policies.text("/io/jitjdbc/policy/policy.schema.json"), InputFormat.JSON))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "id: customers-a-day | id: customers a day",
        "id: customers-a-day | name: customers-a-day",
        "who: {groups: [analysts]} | who: everyone",
        "resources: [\"*.customers\"] | resources: []",
        "resources: [\"*.customers\"] | resources: [customers]",
        "rows: 5000 | rows: -1",
        "rows: 5000 | rows: many",
        "rows: 5000 | row: 5000",
        "rows: 5000 | rows: 1000000000000001",
        "rows: 5000 | rows: 5000\\n    bytes: 5000",
        "rows: 5000 | rows: 5000\\n    people: 5000\\n    identity: [\"*.customers.id\"]",
        "rows: 5000 | rows: 5000\\n    identity: [\"*.customers.id\"]",
        "people: 20000 | rows: 20000",
        "people: 20000 | bytes: 20000",
        "people: 20000 | people: many",
        "identity: [\"*.customers.id\", \"*.payroll.person\"] | identity: []",
        "identity: [\"*.customers.id\", \"*.payroll.person\"] | identity: [id]",
        "identity: [\"*.customers.id\", \"*.payroll.person\"] | identities: [\"*.customers.id\"]",
        "bytes: 5000000000 | bytes: 5GB",
        "bytes: {limit: 3000000000, approval: bulk} | bytes: {limit: 3000000000}",
        "bytes: {limit: 3000000000, approval: bulk} | bytes: 3000000000",
        "bytes: {limit: 3000000000, approval: bulk} | bytes: {limit: -1, approval: bulk}",
        "effect: permit | effect: deny",
        "window: 24h | window: 0h",
        "window: 24h | window: daily",
        "window: 24h | window: 24",
        "window: 24h | window: 99999d",
        "approval: bulk | approvals: bulk",
        "approval: bulk | approval: [bulk]",
        "budgets: | budget:"
      })
  void refuseTheSameBudgets(String right, String wrong) {
    String good = Policies.text("good/budgets.yaml");
    assertThat(good).contains(right);
    String bad =
        good.replaceFirst(
            Pattern.quote(right), Matcher.quoteReplacement(wrong.replace("\\n", "\n")));

    assertThat(loads(bad)).isFalse();
    assertThat(errors(bad)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "audit: {record: reads, clear: hash, bind-values: hash} | audit: {}",
        "audit: {record: reads, clear: hash, bind-values: hash} | audit: reads",
        "audit: {record: reads, clear: hash, bind-values: hash} | audits: {record: reads}",
        "record: reads | record: cells",
        "record: reads | records: reads",
        "clear: hash | clear: off",
        "bind-values: hash | bind-values: omit",
        "bind-values: off | bind-values: false",
        "pace: row | pace: 1",
        "effect: permit | effect: deny\\n    audit: {pace: row}"
      })
  void refuseTheSameRecordings(String right, String wrong) {
    String good = Policies.text("good/audit.yaml");
    assertThat(good).contains(right);
    String bad =
        good.replaceFirst(
            Pattern.quote(right), Matcher.quoteReplacement(wrong.replace("\\n", "\n")));

    assertThat(loads(bad)).isFalse();
    assertThat(errors(bad)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "when: {where: absent} | when: {}",
        "when: {where: absent} | when: {where: missing}",
        "when: {where: absent} | when: {wher: absent}",
        "when: {where: absent} | auto-approve: {where: absent}",
        "kinds: [query] | kinds: [select]",
        "kinds: [query] | kinds: []",
        "{more-than: 10000} | 10000",
        "{more-than: 10000} | {}",
        "{more-than: 10000} | {more-than: 1, at-most: 2}",
        "{more-than: 10000} | {more-than: -1}",
        "zone: Europe/Berlin | zones: Europe/Berlin",
        "from: \"22:00\" | from: \"24:00\"",
        "10.0.0.0/8 | 10.0.0.0",
        "10.0.0.0/8 | example.org/8",
        "requested: true | requested: false",
        "requested: true | requested: []"
      })
  void refuseTheSameConditions(String right, String wrong) {
    String good = Policies.text("good/conditions.yaml");
    assertThat(good).contains(right);
    String bad = good.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong));

    assertThat(loads(bad)).isFalse();
    assertThat(errors(bad)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{tag: pii.*} | {tags: pii.*}",
        "{tag: pii.*} | {tag: pii.*, table: customers}",
        "{tag: pii.*} | {tag: [pii.email]}",
        "{tag: pii.*} | {tag: .pii}",
        "{tag: pii.*} | {tag: pii email}",
        "{tag: pii.*} | {tag: 7}",
        "{tag: pii.*} | {}",
        "{tag: pii.*} | [pii.email]",
        "{tag: \"*\"} | {tag: \"\"}"
      })
  void refuseTheSameTags(String right, String wrong) {
    String good = Policies.text("good/tags.yaml");
    assertThat(good).contains(right);
    String bad = good.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong));

    assertThat(loads(bad)).isFalse();
    assertThat(errors(bad)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "version: 1                         | version: 2",
        "version: 1                         | version: one",
        "version: 1                         | version: 1\\nmode: lenient",
        "version: 1                         | version: 1\\nmode: {observe: everyone}",
        "version: 1                         | version: 1\\nmode: {observe: {}}",
        "version: 1                         | version: 1\\nmode: {enforce: anyone}",
        "version: 1                         | version: 1\\nmode: {}",
        "version: 1                         | version: 1\\nmode: [observe]",
        "version: 1                         | version: 1\\nversions: 1",
        "pii.ssn: [\"*.customers.ssn\"]     | pii.ssn: [\"customers.ssn\"]",
        "pii.ssn: [\"*.customers.ssn\"]     | pii.ssn: [\"*.*.customers.ssn\"]",
        "pii.ssn: [\"*.customers.ssn\"]     | pii.ssn: [\"*. customers.ssn\"]",
        "pii.ssn: [\"*.customers.ssn\"]     | pii.ssn: []",
        "pii.ssn: [\"*.customers.ssn\"]     | pii.ssn: \"*.customers.ssn\"",
        "{function: partial, keep-last: 4}  | {function: partial}",
        "{function: partial, keep-last: 4}  | {function: partial, keep-last: -4}",
        "{function: partial, keep-last: 4}  | {function: partial, keep-last: many}",
        "{function: partial, keep-last: 4}  | {function: partial, keep-lst: 4}",
        "{function: partial, keep-last: 4}  | {keep-last: 4}",
        "{function: partial, keep-last: 4}  | {function: hash}",
        "{function: partial, keep-last: 4}  | {function: hash, key: 0123456789abcdef}",
        "{function: partial, keep-last: 4}  | {function: regex, pattern: a}",
        "{function: partial, keep-last: 4}  | {function: truncate-date, to: week}",
        "{function: partial, keep-last: 4}  | {function: constant}",
        "{function: partial, keep-last: 4}  | partial",
        "classification:                    | detectors: {card: hide}\\nclassification:",
        "classification:                    | detectors: {cards: mask}\\nclassification:",
        "classification:                    | detectors: [card]\\nclassification:",
        "classification:                    | detectors: {except: [orders]}\\nclassification:",
        "classification:                    | detectors: {card: true}\\nclassification:",
        "classification:                    | classification:\\n  detector.card: [\"*.*.card\"]",
        "{function: partial, keep-last: 4}  | {function: fpe}",
        "{function: partial, keep-last: 4}  | {function: fpe, key.env: PATH, alphabet: all}",
        "to: 1000                           | to: 0",
        "filter: allow                      | filter: maybe",
        "filter: allow                      | filter: require-approval",
        "filter: allow                      | filter: require-approval, approval: [bulk]",
        "filter: allow                      | filter: allow, approval: bulk",
        "filter: allow                      | approval: bulk",
        "filter: allow                      | copies: allow",
        "filter: allow                      | min-group: 1",
        "filter: allow                      | min-group: many",
        "filter: allow                      | min-group: 5, copies: same-tag",
        "id: owners                         | id: no-rule",
        "id: owners                         | id: the owners",
        "id: owners                         | name: owners",
        "who: {groups: [owners]}            | who: everyone",
        "who: {groups: [owners]}            | who: {}",
        "who: {groups: [owners]}            | who: {groups: []}",
        "who: {groups: [owners]}            | who: {groups: [7]}",
        "who: {groups: [owners]}            | who: {roles: [owners]}",
        "actions: [all]                     | actions: []",
        "actions: [all]                     | actions: all",
        "actions: [all]                     | actions: [everything]",
        "resources: [\"*.*\", server]       | resources: [\"*\"]",
        "resources: [\"*.*\", server]       | resources: [\"a.b.c.d\"]",
        "resources: [\"*.*\", server]       | resources: [servers]",
        "resources: [\"*.*\", server]       | resources: [Metadata]",
        "effect: deny                       | effect: forbid",
        "effect: deny                       | effect: permit",
        "effect: deny                       | effect: deny\\n    reveal: [pii.ssn]",
        "effect: deny                       | effect: deny\\n    approval: bulk",
        "approval: two-eyes                 | reason: because",
        "reveal: [\"*\"]                    | reveal: [\"*\"]\\n    approval: bulk",
        "reveal: [\"*\"]                    | reveal: []",
        "rows: {limit: 10, approval: bulk}  | rows: {limit: 10}",
        "rows: {limit: 10, approval: bulk}  | rows: 10",
        "rows: {limit: 10, approval: bulk}  | rows: {limit: 1.5, approval: bulk}",
        "pii.ssn: [\"*.customers.ssn\"]     | clear: [\"*.customers.ssn\"]",
        "name: clear, email: pii.email      | name: in",
        "name: clear, email: pii.email      | name: true",
        "refresh_totals: {returns: clear}   | refresh_totals: {}",
        "refresh_totals: {returns: clear}   | refresh_totals: {return: clear}",
        "refresh_totals: {returns: clear}   | refresh_totals: {returns: in}",
        "refresh_totals: {returns: clear}   | refresh_totals: {returns: clear, parameters: {a:"
            + " in}}",
        "shop.refresh_totals: {returns      | refresh_totals: {returns",
        "shop.refresh_totals: {returns      | shop.refresh_totals.x: {returns",
        "quorum: 1                          | quorum: 0",
        "approvers: [data-owners], q        | q",
        "answer-within: 30m                 | answer-within: 30",
        "answer-within: 30m                 | answer-within: 0m",
        "valid-for: 15m                     | valid-for: soon",
        "uses: 1}                           | uses: 1, used: 0}"
      })
  void refusesWhatTheLoaderRefuses(String good, String bad) {
    String shop = Policies.text("good/shop.yaml");
    assertThat(shop).contains(good);
    String broken = shop.replace(good, bad.replace("\\n", "\n"));
    assertThat(loads(broken)).as("the loader accepts").isFalse();
    assertThat(errors(broken)).as("what the schema finds").isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{function: partial, keep-last: 4}  | {function: round, to: 0.5}",
        "{function: partial, keep-last: 4}  | {function: partial, keep-domain: true}",
        "{function: partial, keep-last: 4}  | {function: null, filter: deny}",
        "{function: partial, keep-last: 4}  | {function: constant, value: false}",
        "filter: allow                      | filter: require-approval, approval: bulk",
        "filter: allow                      | copies: same-tag",
        "filter: allow                      | min-group: 2, copies: deny",
        "who: {groups: [owners]}            | who: {users: [a, b], groups: [c]}",
        "who: {groups: [owners]}            | who: anyone",
        "version: 1                         | version: 1\\nmode: enforce",
        "version: 1                         | version: 1\\nmode: observe",
        "version: 1                         | version: 1\\nmode: {observe: anyone}",
        "version: 1                         | version: 1\\n"
            + "mode: {observe: {groups: [a], users: [b]}}",
        "resources: [\"*.*\", server]       | resources: [\"*.Order Details\", \"a*b.*c.d\"]",
        "resources: [\"*.*\", server]       | resources: [metadata, server]",
        "actions: [all]                     | actions: [ddl, export, write]",
        "refresh_totals: {returns: clear}   | refresh_totals: {results: [{}], returns: pii.ssn}",
        "shop.refresh_totals: {returns      | \"*.*\": {returns",
        "quorum: 1, answer-within: 30m, valid-for: 15m, uses: 1 | quorum: 3",
        "rows: {limit: 10, approval: bulk}  | rows: {limit: 0, approval: two-eyes}"
      })
  void acceptsWhatTheLoaderAccepts(String good, String other) {
    String shop = Policies.text("good/shop.yaml");
    assertThat(shop).contains(good);
    String changed = shop.replace(good, other.replace("\\n", "\n"));
    assertThat(loads(changed)).as("the loader accepts").isTrue();
    assertThat(errors(changed)).as("what the schema finds").isEmpty();
  }
}
