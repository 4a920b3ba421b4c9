package io.jitjdbc.spring.server;

import io.jitjdbc.credential.protocol.LeaseBook;
import io.jitjdbc.credential.protocol.LeaseEnding;
import io.jitjdbc.credential.protocol.LeaseResources;
import io.jitjdbc.credential.protocol.LeaseTargets;
import io.jitjdbc.credential.protocol.SealedPasswords;
import io.jitjdbc.credential.table.TableLeaseBook;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.spring.server.policy.SignedPolicies;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.scheduling.annotation.Scheduled;

/** Leases, and their ends. */
@Configuration(proxyBeanMethods = false)
class LeaseConfiguration {
  private static final int KEY_BYTES = 32;

  @Bean
  @DependsOn(StateConfiguration.TABLES)
  LeaseBook leaseBook(DataSource database) {
    return TableLeaseBook.over(database);
  }

  @Bean
  LeaseTargets leaseTargets(
      ControlPlaneSettings settings, ObjectProvider<SignedPolicies> policies) {
    return new ConfiguredTargets(
        settings.targets(), Optional.ofNullable(policies.getIfAvailable()));
  }

  @Bean(destroyMethod = "shutdown")
  ExecutorService leaseEndings() {
    return Executors.newCachedThreadPool();
  }

  @Bean
  LeaseEnding leaseEnding(
      LeaseBook book, LeaseTargets targets, ExecutorService leaseEndings, InstantSource clock) {
    return new LeaseEnding(book, targets, leaseEndings, clock);
  }

  @Bean
  LeaseResources leaseResources(
      LeaseBook book,
      LeaseTargets targets,
      ControlPlaneSettings settings,
      LeaseEnding ending,
      InstantSource clock) {
    return new LeaseResources(book, targets, passwords(settings.seal()), ending, clock);
  }

  /** Where nothing is leased, nothing is sealed either. */
  private static SealedPasswords passwords(ControlPlaneSettings.Seal seal) {
    if (seal.keys().isEmpty()) {
      var unused = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(unused);
      return new SealedPasswords("none", Map.of("none", unused));
    }
    var keys = new HashMap<String, byte[]>();
    seal.keys().forEach((name, text) -> keys.put(name, key(name, text)));
    return new SealedPasswords(seal.current(), keys);
  }

  private static byte[] key(String name, String text) {
    try {
      byte[] key = Base64.getDecoder().decode(text.strip());
      if (key.length == KEY_BYTES) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      // Said below: its message may quote the key.
    }
    throw new InvalidSettingException(
        "jit.server.seal.keys." + name + " must be 32 bytes in base64");
  }

  @Bean
  LeaseJob leaseJob(LeaseEnding ending) {
    return new LeaseJob(ending);
  }

  /** Runs on every instance; the book hands each lease to one of them. */
  record LeaseJob(LeaseEnding ending) {

    @Scheduled(fixedDelay = 1000)
    void run() {
      ending.run();
    }
  }
}
