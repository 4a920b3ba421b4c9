package io.jitjdbc.spring.server.watch;

import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.credential.protocol.LeaseBook;
import io.jitjdbc.credential.protocol.LeaseEnding;
import io.jitjdbc.spring.server.ControlPlaneSettings;
import io.jitjdbc.spring.server.audit.AuditTrail;
import io.jitjdbc.spring.server.audit.LedgerVerification;
import io.jitjdbc.spring.server.audit.LogBook;
import io.jitjdbc.spring.server.recordings.RecordingPlaces;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/** What is looked after by itself. */
@Configuration(proxyBeanMethods = false)
public class WatchConfiguration {

  @Bean
  @DependsOn("stateTables")
  LogBook logBook(JdbcTemplate jdbc) {
    return new LogBook(JdbcClient.create(jdbc));
  }

  @Bean
  @DependsOn("stateTables")
  LedgerVerification ledgerVerification(JdbcTemplate jdbc, RecordingPlaces places) {
    return new LedgerVerification(JdbcClient.create(jdbc), places.ledgerKeys());
  }

  @Bean
  LedgerJob ledgerJob(LedgerVerification verification) {
    return new LedgerJob(verification);
  }

  /** Runs on every instance; each line is verified once. */
  record LedgerJob(LedgerVerification verification) {

    @Scheduled(fixedDelay = 5000)
    void run() {
      verification.run();
    }
  }

  @Bean
  UnrecordedLeases unrecordedLeases(LeaseBook book, AuditTrail trail, InstantSource clock) {
    return new UnrecordedLeases(book, trail, clock);
  }

  @Bean
  WatchedLogs watchedLogs(LogBook logs, UnrecordedLeases leases, InstantSource clock) {
    return new WatchedLogs(logs, leases, clock);
  }

  @Bean
  HealthFacts.Leases watchedLeases(UnrecordedLeases living, LeaseBook book, LeaseEnding ending) {
    return new HealthFacts.Leases(living, book, ending);
  }

  @Bean
  HealthFacts.Place watchedPlace(ControlPlaneSettings settings, RecordingPlaces recordings) {
    return new HealthFacts.Place(settings, recordings);
  }

  @Bean
  HealthFacts healthFacts(
      HealthFacts.Leases leases,
      WatchedLogs logs,
      RequestBook requests,
      HealthFacts.Place place,
      InstantSource clock) {
    return new HealthFacts(leases, logs, requests, place, clock);
  }

  /** Only where Micrometer is. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "io.micrometer.core.instrument.binder.MeterBinder")
  static class Metered {

    @Bean
    LeaseMeters leaseMeters(UnrecordedLeases leases) {
      return new LeaseMeters(leases);
    }
  }
}
