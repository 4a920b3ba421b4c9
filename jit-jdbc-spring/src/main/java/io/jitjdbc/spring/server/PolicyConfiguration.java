package io.jitjdbc.spring.server;

import io.jitjdbc.access.Subject;
import io.jitjdbc.policy.protocol.BundleSigner;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.spring.server.audit.AuditTrail;
import io.jitjdbc.spring.server.people.KnownPeople;
import io.jitjdbc.spring.server.policy.PolicyBook;
import io.jitjdbc.spring.server.policy.PolicyEffects;
import io.jitjdbc.spring.server.policy.SignedPolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Policies: their versions, and the signed form in which leases bring them. */
@Configuration(proxyBeanMethods = false)
class PolicyConfiguration {
  private static final String KEY_FILE = "jit.server.policies.key-file";

  @Bean
  @DependsOn(StateConfiguration.TABLES)
  PolicyBook policyBook(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      ControlPlaneSettings settings,
      InstantSource clock) {
    var book =
        new PolicyBook(JdbcClient.create(jdbc), new TransactionTemplate(transactions), clock);
    if (!settings.policies().initial().isEmpty()) {
      begin(book, settings);
    }
    return book;
  }

  /** Two instances that begin at once may both do so; it is the same policy then. */
  private static void begin(PolicyBook book, ControlPlaneSettings settings) {
    List<String> bare =
        settings.targets().stream()
            .map(ControlPlaneSettings.Target::url)
            .filter(target -> book.inForce(target).isEmpty())
            .toList();
    if (!bare.isEmpty()) {
      String text = read("jit.server.policies.initial", settings.policies().initial());
      var configuration = new Subject("jit-server", "configuration", "configuration", Set.of());
      long number = book.add(text, "the initial policy", configuration);
      book.rollOut(book.find(number).orElseThrow(), bare, configuration, "the initial policy");
    }
  }

  @Bean
  @ConditionalOnProperty(KEY_FILE)
  BundleSigner bundleSigner(ControlPlaneSettings settings) {
    try {
      return BundleSigner.of(
          settings.policies().issuer(), read(KEY_FILE, settings.policies().keyFile()));
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException(KEY_FILE + ": " + e.getMessage());
    }
  }

  @Bean
  @ConditionalOnProperty(KEY_FILE)
  SignedPolicies signedPolicies(PolicyBook book, BundleSigner signer, InstantSource clock) {
    return new SignedPolicies(book, signer, clock);
  }

  @Bean
  PolicyEffects policyEffects(
      AuditTrail trail, KnownPeople people, PolicyBook book, InstantSource clock) {
    return new PolicyEffects(trail, people, book, clock);
  }

  private static String read(String setting, String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidSettingException(
          setting + " cannot be read: " + e.getClass().getSimpleName());
    }
  }
}
