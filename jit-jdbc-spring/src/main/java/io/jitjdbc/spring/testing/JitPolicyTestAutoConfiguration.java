package io.jitjdbc.spring.testing;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.identity.SubjectResolver;
import io.jitjdbc.spring.client.Denials;
import java.time.InstantSource;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;

/** What a test of a policy needs that the test does not name itself. */
@AutoConfiguration
class JitPolicyTestAutoConfiguration {

  @Bean
  ReadingWatch jitReadingWatch() {
    return new ReadingWatch();
  }

  @Bean
  PolicyReader jitPolicyReader(ReadingWatch watch, Denials denials, DataSource source) {
    return new PolicyReader(watch, denials, source);
  }

  @Bean
  @ConditionalOnMissingBean
  @Conditional(NoSubject.class)
  SubjectResolver jitTestSubjectResolver() {
    var application = new Subject("urn:jit-jdbc:test", "application", "application", Set.of());
    return presented -> application;
  }

  @Bean
  @ConditionalOnMissingBean
  @Conditional(NoBroker.class)
  CredentialBroker jitTestCredentialBroker(Environment environment) {
    return new LentLogin(
        environment.getProperty("spring.datasource.username", "sa"),
        environment.getProperty("spring.datasource.password", ""),
        InstantSource.system());
  }

  @Bean
  @ConditionalOnMissingBean
  @Conditional(NoApproval.class)
  ApprovalService jitTestApprovalService() {
    return new NobodyAnswers(InstantSource.system());
  }

  /** Where {@code jit.jdbc.subject} names nobody. */
  static final class NoSubject extends NoneNestedConditions {
    NoSubject() {
      super(ConfigurationPhase.REGISTER_BEAN);
    }

    @ConditionalOnProperty("jit.jdbc.subject")
    static class Named {}

    @ConditionalOnProperty("jit.jdbc.subject.oidc.issuer")
    static class Oidc {}
  }

  /** Where {@code jit.jdbc.broker} names nobody. */
  static final class NoBroker extends NoneNestedConditions {
    NoBroker() {
      super(ConfigurationPhase.REGISTER_BEAN);
    }

    @ConditionalOnProperty("jit.jdbc.broker")
    static class Named {}
  }

  /** Where {@code jit.jdbc.approval} names nobody. */
  static final class NoApproval extends NoneNestedConditions {
    NoApproval() {
      super(ConfigurationPhase.REGISTER_BEAN);
    }

    @ConditionalOnProperty("jit.jdbc.approval")
    static class Named {}
  }
}
