package io.jitjdbc.spring.server;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.Channel;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.approval.table.TableBooks;
import io.jitjdbc.identity.TokenReader;
import io.jitjdbc.spring.server.audit.AdminLog;
import io.jitjdbc.spring.server.audit.AuditTrail;
import io.jitjdbc.spring.server.audit.JdbcAuditInbox;
import io.jitjdbc.spring.server.people.KnownPeople;
import io.jitjdbc.spring.server.rate.RateSettings;
import io.jitjdbc.spring.server.rate.Rates;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the control plane knows, in its database, and whose word it takes. */
@Configuration(proxyBeanMethods = false)
class StateConfiguration {
  /** Whatever reads or writes state comes after this bean. */
  static final String TABLES = "stateTables";

  private static final Duration POLL = Duration.ofSeconds(1);

  @Bean
  @ConditionalOnMissingBean
  InstantSource controlPlaneClock() {
    return InstantSource.system();
  }

  @Bean
  StateTables stateTables(
      DataSource database, OwnerSettings owner, @Value("${spring.datasource.url:}") String url)
      throws RefusedException {
    return new StateTables(database, url, owner).make();
  }

  @Bean
  @DependsOn(TABLES)
  RequestBook requestBook(DataSource database) {
    return TableBooks.over(database);
  }

  @Bean
  BookApprovals bookApprovals(RequestBook book, Channel channel, InstantSource clock) {
    return new BookApprovals(book, channel, POLL, clock);
  }

  @Bean
  @DependsOn(TABLES)
  JdbcAuditInbox auditInbox(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
    return new JdbcAuditInbox(jdbc, new TransactionTemplate(transactions));
  }

  @Bean
  @DependsOn(TABLES)
  AuditTrail auditTrail(JdbcTemplate jdbc) {
    return new AuditTrail(JdbcClient.create(jdbc));
  }

  @Bean
  @DependsOn(TABLES)
  AdminLog adminLog(JdbcTemplate jdbc, InstantSource clock) {
    return new AdminLog(JdbcClient.create(jdbc), clock);
  }

  @Bean
  @DependsOn(TABLES)
  KnownPeople knownPeople(JdbcTemplate jdbc, InstantSource clock) {
    return new KnownPeople(JdbcClient.create(jdbc), clock);
  }

  @Bean
  Rates rates(RateSettings settings) {
    return new Rates(settings);
  }

  @Bean
  TrustedIssuers trustedIssuers(ControlPlaneSettings settings, InstantSource clock) {
    List<TokenReader> readers =
        settings.issuerValues().stream().map(values -> TokenReader.of(values, clock)).toList();
    return new TrustedIssuers(readers);
  }
}
