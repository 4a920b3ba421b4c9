package io.jitjdbc.spring.server.console;

import io.jitjdbc.access.Subject;
import io.jitjdbc.identity.SubjectClaims;
import io.jitjdbc.spring.server.ControlPlaneSettings;
import io.jitjdbc.spring.server.TrustedIssuers;
import io.jitjdbc.spring.server.people.KnownPeople;
import io.jitjdbc.spring.server.people.People;
import io.jitjdbc.spring.server.people.Role;
import io.jitjdbc.spring.server.rate.ConsoleRates;
import io.jitjdbc.spring.server.rate.Rates;
import jakarta.servlet.DispatcherType;
import java.util.HashMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.authority.mapping.GrantedAuthoritiesMapper;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** The pages, for people whom an OIDC provider has signed in. */
@Configuration(proxyBeanMethods = false)
@Import({
  InboxPages.class,
  LeasePages.class,
  SessionPages.class,
  ResultPages.class,
  LogPages.class,
  HealthPages.class,
  OverviewPages.class,
  PolicyPages.class,
  InboxUpdates.class,
  Goodbye.class,
  PageFacts.class
})
public class ConsoleConfiguration {
  private static final String CONTENT =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

  @Bean
  @Order(2)
  SecurityFilterChain console(HttpSecurity http, Rates rates) {
    return http.securityMatcher(
            "/",
            "/console/**",
            "/oauth2/**",
            "/login/**",
            "/logout",
            "/goodbye",
            "/jit/**",
            "/openapi/**")
        .addFilterAfter(new ConsoleRates(rates), SecurityContextHolderFilter.class)
        .authorizeHttpRequests(ConsoleConfiguration::rights)
        .oauth2Login(it -> {})
        .logout(it -> it.logoutSuccessUrl("/goodbye"))
        .headers(
            it ->
                it.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT))
                    .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN)))
        .build();
  }

  private static void rights(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry it) {
    it.requestMatchers("/jit/**", "/openapi/**", "/goodbye")
        .permitAll()
        .requestMatchers("/console/sessions/**", "/console/logs/**", "/console/log", "/console/all")
        .hasAuthority(Role.AUDITOR.authority())
        .requestMatchers("/console/leases/*/end")
        .hasAuthority(Role.POLICY_ADMIN.authority())
        .requestMatchers("/console/policies/new", "/console/policies/check")
        .hasAuthority(Role.POLICY_ADMIN.authority())
        .requestMatchers(HttpMethod.POST, "/console/policies/**")
        .hasAuthority(Role.POLICY_ADMIN.authority())
        .requestMatchers("/console/policies/**")
        .hasAnyAuthority(Role.AUDITOR.authority(), Role.POLICY_ADMIN.authority())
        .requestMatchers("/console/overview", "/console/leases", "/console/health")
        .hasAnyAuthority(
            Role.VIEWER.authority(), Role.AUDITOR.authority(), Role.POLICY_ADMIN.authority())
        .anyRequest()
        .authenticated();
  }

  /** Whatever else there may be is nobody's, but for load balancers that ask whether it lives. */
  @Bean
  @Order(100)
  SecurityFilterChain nothingElse(HttpSecurity http) {
    return http.authorizeHttpRequests(
            it ->
                it.dispatcherTypeMatchers(DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers("/actuator/health/**")
                    .permitAll()
                    .anyRequest()
                    .denyAll())
        .build();
  }

  @Bean
  People people(TrustedIssuers issuers, ControlPlaneSettings settings) {
    var claims = new HashMap<String, SubjectClaims>();
    issuers.readers().forEach(reader -> claims.put(reader.issuer(), reader.claims()));
    return new People(claims, settings.roles());
  }

  @Bean
  JwtDecoderFactory<ClientRegistration> idTokens(ControlPlaneSettings settings) {
    var decoders = new OidcIdTokenDecoderFactory();
    decoders.setJwsAlgorithmResolver(provider -> settings.idTokenAlgorithm());
    return decoders;
  }

  @Bean
  GrantedAuthoritiesMapper roles(People people, KnownPeople known) {
    return authorities ->
        authorities.stream()
            .filter(OidcUserAuthority.class::isInstance)
            .map(OidcUserAuthority.class::cast)
            .map(user -> people.subject(user.getIdToken().getClaims()))
            .peek(known::note)
            .flatMap(person -> authorities(people, person).stream())
            .collect(Collectors.toSet());
  }

  private static Set<SimpleGrantedAuthority> authorities(People people, Subject person) {
    return people.roles(person).stream()
        .map(role -> new SimpleGrantedAuthority(role.authority()))
        .collect(Collectors.toSet());
  }
}
