package io.jitjdbc.spring.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.aot.hint.predicate.RuntimeHintsPredicates.reflection;
import static org.springframework.aot.hint.predicate.RuntimeHintsPredicates.resource;

import io.jitjdbc.credential.CredentialBrokerProvider;
import io.jitjdbc.driver.JitDriver;
import io.jitjdbc.policy.PolicyDecisionPointProvider;
import java.lang.reflect.Constructor;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.core.io.support.SpringFactoriesLoader;

class DriverHintsTest {
  private final RuntimeHints hints = new RuntimeHints();

  /** As Spring's ahead-of-time processing finds them. */
  @BeforeEach
  void registerAll() {
    SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
        .load(RuntimeHintsRegistrar.class)
        .stream()
        .filter(DriverHints.class::isInstance)
        .forEach(registrar -> registrar.registerHints(hints, getClass().getClassLoader()));
  }

  @ParameterizedTest
  @ValueSource(classes = {CredentialBrokerProvider.class, PolicyDecisionPointProvider.class})
  void keepTheProvidersThatSettingsName(Class<?> service) throws NoSuchMethodException {
    assertThat(resource().forResource("META-INF/services/" + service.getName())).accepts(hints);
    var providers = ServiceLoader.load(service).stream().toList();
    assertThat(providers).isNotEmpty();
    for (var provider : providers) {
      Constructor<?> constructor = provider.type().getConstructor();
      assertThat(reflection().onConstructorInvocation(constructor)).accepts(hints);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"common", "h2", "mysql", "postgresql", "postgresql-immutable"})
  void keepTheListsOfFunctions(String list) {
    String path = "io/jitjdbc/sql/lineage/functions/" + list;
    assertThat(JitDriver.class.getClassLoader().getResource(path)).isNotNull();
    assertThat(resource().forResource(path)).accepts(hints);
  }

  @Test
  void keepTheDriver() throws NoSuchMethodException {
    assertThat(resource().forResource("META-INF/services/java.sql.Driver")).accepts(hints);
    assertThat(reflection().onConstructorInvocation(JitDriver.class.getConstructor()))
        .accepts(hints);
  }
}
