package io.jitjdbc.spring.client;

import io.jitjdbc.driver.JitDataSource;
import java.sql.SQLException;
import java.util.Map;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Up while every enforced DataSource has a policy to decide by. Opens no connection. */
final class JitHealthIndicator extends AbstractHealthIndicator {
  private final JitDataSources sources;

  JitHealthIndicator(JitDataSources sources) {
    super("the policy cannot be read");
    this.sources = sources;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) throws SQLException {
    for (Map.Entry<String, JitDataSource> source : sources.all().entrySet()) {
      builder.withDetail(source.getKey(), details(source.getValue()));
    }
    builder.up();
  }

  private static Map<String, String> details(JitDataSource source) throws SQLException {
    String version = source.policyVersion();
    return source
        .policyProblem()
        .map(problem -> Map.of("policy", version, "problem", problem))
        .orElseGet(() -> Map.of("policy", version));
  }
}
