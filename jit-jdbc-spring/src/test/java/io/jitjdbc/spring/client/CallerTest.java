package io.jitjdbc.spring.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.Subject;
import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.identity.SubjectResolver;
import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.concurrent.DelegatingSecurityContextExecutorService;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

class CallerTest {
  private Shop shop;
  private ApplicationContextRunner runner;

  @BeforeEach
  void openShop() throws SQLException {
    shop = Shop.open();
    runner =
        new ApplicationContextRunner()
            .withConfiguration(
                AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    JitJdbcAutoConfiguration.class,
                    JitSecurityAutoConfiguration.class))
            .withBean(SubjectResolver.class, () -> Shop.RESOLVER)
            .withPropertyValues(shop.properties())
            .withPropertyValues("spring.datasource.hikari.maximum-pool-size=1");
  }

  @AfterEach
  void closeShop() throws SQLException {
    SecurityContextHolder.clearContext();
    shop.close();
  }

  private static Authentication jwt(Map<String, Object> claims) {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    return new JwtAuthenticationToken(
        new Jwt("text", now, now.plusSeconds(60), Map.of("alg", "none"), claims),
        AuthorityUtils.NO_AUTHORITIES);
  }

  private static Authentication member(String id, String group) {
    return jwt(Map.of("iss", "https://issuer.example.org", "sub", id, "groups", List.of(group)));
  }

  private static String email(ApplicationContext context) {
    return context.getBean(JdbcTemplate.class).queryForObject(Shop.EMAIL, String.class);
  }

  private static String emailFor(ApplicationContext context, Authentication caller) {
    SecurityContextHolder.getContext().setAuthentication(caller);
    return email(context);
  }

  @Test
  void showsTwoCallersTwoMasksThroughOneConnection() {
    runner.run(
        context -> {
          assertThat(emailFor(context, member("sue", "support"))).isEqualTo(Shop.CLEAR);
          assertThat(emailFor(context, member("ann", "staff"))).isEqualTo(Shop.MASKED);
          assertThat(emailFor(context, member("sue", "support"))).isEqualTo(Shop.CLEAR);
        });
  }

  @Test
  void recordsTheCallerAsSubjectAndTheApplicationAsActor() {
    List<AuditEvent> events = new CopyOnWriteArrayList<>();
    runner
        .withBean(AuditSink.class, () -> events::add)
        .run(
            context -> {
              emailFor(context, member("sue", "support"));
              AuditEvent decided =
                  events.stream()
                      .filter(AuditEvent.StatementDecided.class::isInstance)
                      .findFirst()
                      .orElseThrow();
              assertThat(decided.header().subject().id()).isEqualTo("sue");
              assertThat(decided.header().actor()).isEqualTo(Shop.APPLICATION);
            });
  }

  @Test
  void readsTheClaimsThatTheOidcSettingsName() {
    Map<String, Object> claims =
        Map.of(
            "iss", "https://issuer.example.org",
            "sub", "sue",
            "realm_access", Map.of("roles", List.of("support")));
    runner
        .withPropertyValues("jit.jdbc.subject.oidc.groups-claim=realm_access.roles")
        .run(context -> assertThat(emailFor(context, jwt(claims))).isEqualTo(Shop.CLEAR));
  }

  @Test
  void knowsWhoIsLoggedInByOidc() throws Exception {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    Map<String, Object> claims =
        Map.of(
            "iss", URI.create("https://issuer.example.org").toURL(),
            "sub", "sue",
            "groups", List.of("support"));
    var user =
        new DefaultOidcUser(List.of(), new OidcIdToken("x", now, now.plusSeconds(9), claims));
    var login = UsernamePasswordAuthenticationToken.authenticated(user, "", List.of());
    runner.run(context -> assertThat(emailFor(context, login)).isEqualTo(Shop.CLEAR));
  }

  @Test
  void presentsTheTokenThatTheCallerIsKnownBy() throws Exception {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    Map<String, Object> claims = Map.of("iss", URI.create("https://i.example").toURL(), "sub", "x");
    var idToken = new OidcIdToken("id-token", now, now.plusSeconds(9), claims);
    var login =
        UsernamePasswordAuthenticationToken.authenticated(
            new DefaultOidcUser(List.of(), idToken), "", List.of());
    runner.run(
        context -> {
          var calling = context.getBean(CallingSubject.class);
          assertThat(calling.token().isPresent()).isFalse();
          SecurityContextHolder.getContext().setAuthentication(member("sue", "support"));
          assertThat(calling.token().reveal()).isEqualTo("text");
          SecurityContextHolder.getContext().setAuthentication(login);
          assertThat(calling.token().reveal()).isEqualTo("id-token");
        });
  }

  @Test
  void letsTheApplicationActForItselfWhereNobodyIsLoggedIn() {
    var anonymous =
        new AnonymousAuthenticationToken(
            "key", "anonymous", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"));
    runner.run(
        context -> {
          assertThat(email(context)).isEqualTo(Shop.MASKED);
          assertThat(emailFor(context, anonymous)).isEqualTo(Shop.MASKED);
        });
  }

  @Test
  void refusesACallerWhomNobodyCanTell() {
    var login = UsernamePasswordAuthenticationToken.authenticated("sue", "", List.of());
    runner.run(
        context ->
            assertThatThrownBy(() -> emailFor(context, login))
                .rootCause()
                .asInstanceOf(InstanceOfAssertFactories.type(SQLException.class))
                .satisfies(refusal -> assertThat(refusal.getSQLState()).isEqualTo("28000"))
                .extracting(Throwable::getMessage, InstanceOfAssertFactories.STRING)
                .contains("UsernamePasswordAuthenticationToken", "SubjectMapper"));
  }

  @Test
  void refusesATokenWithoutAnIssuer() {
    runner.run(
        context ->
            assertThatThrownBy(() -> emailFor(context, jwt(Map.of("sub", "sue"))))
                .rootCause()
                .hasMessageContaining("no claim iss"));
  }

  @Test
  void asksTheMapperOfTheApplication() {
    SubjectMapper mapper =
        authentication ->
            Optional.of(
                new Subject("urn:forms", authentication.getName(), "Sue", Set.of("support")));
    var login = UsernamePasswordAuthenticationToken.authenticated("sue", "", List.of());
    runner
        .withBean(SubjectMapper.class, () -> mapper)
        .run(context -> assertThat(emailFor(context, login)).isEqualTo(Shop.CLEAR));
  }

  @Test
  void knowsTheCallerOnAnotherThreadThatTheContextIsHandedTo() {
    runner.run(
        context -> {
          var threads = Executors.newSingleThreadExecutor();
          try {
            SecurityContextHolder.getContext().setAuthentication(member("sue", "support"));
            var handing = new DelegatingSecurityContextExecutorService(threads);
            assertThat(handing.submit(() -> email(context)).get()).isEqualTo(Shop.CLEAR);
            assertThat(threads.submit(() -> email(context)).get()).isEqualTo(Shop.MASKED);
          } finally {
            threads.shutdown();
          }
        });
  }

  @Test
  void worksWithoutOauth2OnTheClassPath() {
    var login = UsernamePasswordAuthenticationToken.authenticated("sue", "", List.of());
    runner
        .withClassLoader(new FilteredClassLoader("org.springframework.security.oauth2"))
        .run(
            context -> {
              assertThat(email(context)).isEqualTo(Shop.MASKED);
              assertThatThrownBy(() -> emailFor(context, login))
                  .rootCause()
                  .hasMessageContaining("SubjectMapper");
            });
  }

  @Test
  void worksWithoutSpringSecurity() {
    runner
        .withClassLoader(new FilteredClassLoader("org.springframework.security"))
        .run(context -> assertThat(email(context)).isEqualTo(Shop.MASKED));
  }
}
