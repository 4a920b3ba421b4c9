package io.jitjdbc.spring.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

class StarterSettingsTest {
  private final StandardEnvironment environment = new StandardEnvironment();

  private StarterSettings yaml(String text) throws IOException {
    var resource = new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8));
    new YamlPropertySourceLoader()
        .load("yaml", resource)
        .forEach(environment.getPropertySources()::addFirst);
    return StarterSettings.of(environment);
  }

  @Test
  void readsANameThatIsAValueAndAPrefix() throws IOException {
    StarterSettings settings =
        yaml(
            """
            jit:
              jdbc:
                broker: mint
                broker.mint:
                  url: jdbc:h2:mem:x
                  ttl: 5m
                policy.yaml.file: policy.yaml
            """);
    assertThat(settings.driver())
        .containsOnly(
            Map.entry("jit.broker", "mint"),
            Map.entry("jit.broker.mint.url", "jdbc:h2:mem:x"),
            Map.entry("jit.broker.mint.ttl", "5m"),
            Map.entry("jit.policy.yaml.file", "policy.yaml"));
  }

  @Test
  void readsListsInEitherForm() throws IOException {
    StarterSettings settings =
        yaml(
            """
            jit.jdbc:
              audit: [slf4j, jsonl]
              audit.jsonl.file: audit.jsonl
              broker.mint.roles: [reader, writer]
              subject.oidc.audience: one, two
              exclude: [migrations, "batch*"]
            """);
    assertThat(settings.driver())
        .containsEntry("jit.audit", "slf4j,jsonl")
        .containsEntry("jit.audit.jsonl.file", "audit.jsonl")
        .containsEntry("jit.subject.oidc.audience", "one, two")
        .containsEntry("jit.broker.mint.roles", "reader,writer")
        .hasSize(4);
    assertThat(settings.concerns("dataSource")).isTrue();
    assertThat(settings.concerns("migrations")).isFalse();
    assertThat(settings.concerns("batchSource")).isFalse();
  }

  @Test
  void readsTheEnvironmentInItsOwnSpelling() {
    Map<String, Object> variables =
        Map.of("JIT_JDBC_BROKER", "mint", "JIT_JDBC_SUBJECT_OIDC_GROUPSCLAIM", "roles");
    environment
        .getPropertySources()
        .addFirst(
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
    assertThat(StarterSettings.of(environment).driver())
        .containsOnly(
            Map.entry("jit.broker", "mint"), Map.entry("jit.subject.oidc.groups-claim", "roles"));
  }

  @Test
  void handsOnWhatItDoesNotKnow() throws IOException {
    assertThat(yaml("jit.jdbc.brokr: mint").driver()).containsOnly(Map.entry("jit.brokr", "mint"));
  }

  @Test
  void keepsItsOwnSettingsToItself() throws IOException {
    StarterSettings settings = yaml("jit.jdbc: {enabled: true, enforce: true, include: 'orders*'}");
    assertThat(settings.driver()).isEmpty();
    assertThat(settings.enforce()).isTrue();
    assertThat(settings.concerns("ordersSource")).isTrue();
    assertThat(settings.concerns("dataSource")).isFalse();
  }
}
