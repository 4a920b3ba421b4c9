package io.jitjdbc.spring.server.api;

import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.approval.protocol.ApprovalResources;
import io.jitjdbc.approval.protocol.Evidence;
import io.jitjdbc.audit.protocol.AuditInbox;
import io.jitjdbc.audit.protocol.AuditResources;
import io.jitjdbc.spring.server.ControlPlaneSettings;
import io.jitjdbc.spring.server.TrustedIssuers;
import io.jitjdbc.spring.server.people.KnownPeople;
import io.jitjdbc.spring.server.rate.Rates;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** The protocols below {@code /v1}: no cookie counts there, only tokens. */
@Configuration(proxyBeanMethods = false)
@Import({
  ApprovalApi.class,
  AuditApi.class,
  LeaseApi.class,
  OpenApiDocuments.class,
  UnknownPaths.class
})
public class ApiConfiguration {
  private static final String REVIEW = "/console/requests/";

  @Bean
  @Order(1)
  SecurityFilterChain protocols(
      HttpSecurity http,
      TrustedIssuers issuers,
      ControlPlaneSettings settings,
      KnownPeople people,
      Rates rates) {
    var asking = new AskingFilter(new AskingTokens(settings.askingAudiences()));
    return http.securityMatcher("/v1/**")
        .csrf(CsrfConfigurer::disable)
        .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(it -> it.disable())
        .logout(it -> it.disable())
        .anonymous(it -> it.disable())
        .addFilterBefore(
            new CallerFilter(new Callers(issuers.byIssuer()), people, rates),
            AuthorizationFilter.class)
        .addFilterAfter(asking, CallerFilter.class)
        .authorizeHttpRequests(it -> it.anyRequest().authenticated())
        .build();
  }

  @Bean
  ApprovalResources approvalResources(
      RequestBook book, BookApprovals approvals, InstantSource clock) {
    return new ApprovalResources(book, approvals, Evidence.NONE, REVIEW, clock);
  }

  @Bean
  AuditResources auditResources(AuditInbox inbox) {
    return new AuditResources(inbox);
  }

  @Bean
  PendingWaits pendingWaits(RequestBook book, InstantSource clock) {
    return new PendingWaits(book, clock);
  }
}
