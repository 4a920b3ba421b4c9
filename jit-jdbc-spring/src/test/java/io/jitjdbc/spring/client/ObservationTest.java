package io.jitjdbc.spring.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.memory.MemoryApprovals;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

class ObservationTest {
  private final TestObservationRegistry registry = TestObservationRegistry.create();
  private final MemoryApprovals approvals = new MemoryApprovals(InstantSource.system());
  private Shop shop;
  private ApplicationContextRunner runner;

  @BeforeEach
  void openShop() throws SQLException {
    shop = Shop.open();
    runner =
        shop.application(JitObservationAutoConfiguration.class)
            .withBean(ApprovalService.class, () -> approvals)
            .withPropertyValues("jit.jdbc.approval.mode=fail");
  }

  @AfterEach
  void closeShop() throws SQLException {
    shop.close();
  }

  private ApplicationContextRunner observed() {
    return runner.withBean(ObservationRegistry.class, () -> registry);
  }

  /** Everything that handlers get to see. */
  private static final class Texts implements ObservationHandler<Observation.Context> {
    private final List<String> all = new ArrayList<>();

    @Override
    public void onStop(Observation.Context context) {
      all.add(context.getContextualName());
      context.getAllKeyValues().stream().map(KeyValue::getValue).forEach(all::add);
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
      return true;
    }
  }

  @Test
  void tellsWhatWasDecidedAndHowItEnded() {
    observed()
        .run(
            context -> {
              context.getBean(JdbcTemplate.class).queryForList(Shop.EMAIL);
              TestObservationRegistryAssert.assertThat(registry)
                  .hasSingleObservationThat()
                  .hasNameEqualTo("jit.jdbc.statement")
                  .hasContextualNameEqualTo("jit query")
                  .hasBeenStarted()
                  .hasBeenStopped()
                  .hasLowCardinalityKeyValue("jit.effect", "permit")
                  .hasLowCardinalityKeyValue("jit.mode", "enforce")
                  .hasLowCardinalityKeyValue("jit.rule", "shop-reads")
                  .hasLowCardinalityKeyValue("jit.outcome", "exhausted")
                  .hasHighCardinalityKeyValueWithKey("jit.decision")
                  .hasHighCardinalityKeyValueWithKey("jit.policy.version");
            });
  }

  @Test
  void tellsOfADenialAndHoldsNeitherTextNorValueNorPerson() {
    var texts = new Texts();
    registry.observationConfig().observationHandler(texts);
    observed()
        .run(
            context -> {
              var template = context.getBean(JdbcTemplate.class);
              template.queryForList("SELECT email FROM customers WHERE id <> 4711");
              assertThatThrownBy(
                      () -> template.queryForList("SELECT word FROM secrets WHERE word = 'hush'"))
                  .isNotNull();
              TestObservationRegistryAssert.assertThat(registry)
                  .hasAnObservationWithAKeyValue("jit.outcome", "denied")
                  .hasAnObservationWithAKeyValue("jit.rule", "no-secrets")
                  .hasNumberOfObservationsEqualTo(2);
              assertThat(String.join(" ", texts.all))
                  .contains("permit", "no-secrets")
                  .doesNotContain("hush", "4711")
                  .doesNotContainIgnoringCase("select ")
                  .doesNotContain("ada@", "@example.org", Shop.APPLICATION.issuer());
            });
  }

  @Test
  void namesTheRequestThatAStatementFailedFor() {
    observed()
        .run(
            context -> {
              var template = context.getBean(JdbcTemplate.class);
              assertThatThrownBy(() -> template.queryForList("SELECT text FROM notes")).isNotNull();
              TestObservationRegistryAssert.assertThat(registry)
                  .hasSingleObservationThat()
                  .hasHighCardinalityKeyValue(
                      "jit.request", approvals.open().get(0).request().id());
            });
  }

  @Test
  void belongsToWhateverTheThreadIsObservedAt() {
    observed()
        .run(
            context -> {
              Observation.createNotStarted("request", registry)
                  .observe(() -> context.getBean(JdbcTemplate.class).queryForList(Shop.EMAIL));
              TestObservationRegistryAssert.assertThat(registry)
                  .hasObservationWithNameEqualTo("jit.jdbc.statement")
                  .that()
                  .hasParentObservationContextMatching(
                      parent -> "request".equals(parent.getName()));
            });
  }

  @Test
  void isNotNeeded() {
    runner.run(
        context ->
            assertThat(context.getBean(JdbcTemplate.class).queryForList(Shop.EMAIL)).hasSize(1));
  }
}
