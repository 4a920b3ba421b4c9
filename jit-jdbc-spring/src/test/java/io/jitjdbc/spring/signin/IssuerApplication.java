package io.jitjdbc.spring.signin;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.InMemoryOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.ui.DefaultLoginPageGeneratingFilter;

/** An OAuth 2.1 and OpenID Connect server as its users set it up, with people and clients. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@ImportAutoConfiguration({
  TomcatServletWebServerAutoConfiguration.class,
  DispatcherServletAutoConfiguration.class,
  HttpMessageConvertersAutoConfiguration.class,
  WebMvcAutoConfiguration.class,
  SecurityFilterAutoConfiguration.class
})
class IssuerApplication {
  static final String SCOPE = "shop.read";

  @Bean
  @Order(1)
  SecurityFilterChain protocol(HttpSecurity http) {
    var server = new OAuth2AuthorizationServerConfigurer();
    return http.securityMatcher(server.getEndpointsMatcher())
        .with(
            server,
            it ->
                it.oidc(Customizer.withDefaults())
                    .deviceAuthorizationEndpoint(Customizer.withDefaults())
                    .deviceVerificationEndpoint(Customizer.withDefaults()))
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .exceptionHandling(
            it -> it.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")))
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain people(HttpSecurity http, SelfSubmittingLogin login) {
    return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .formLogin(Customizer.withDefaults())
        .addFilterBefore(login, DefaultLoginPageGeneratingFilter.class)
        .build();
  }

  @Bean
  SelfSubmittingLogin selfSubmittingLogin() {
    return new SelfSubmittingLogin();
  }

  @Bean
  UserDetailsService userDetails() {
    return new InMemoryUserDetailsManager(
        User.withUsername("ann").password("{noop}" + Person.PASSWORD).roles("USER").build());
  }

  @Bean
  OAuth2AuthorizationService authorizations() {
    return new InMemoryOAuth2AuthorizationService();
  }

  @Bean
  AuthorizationServerSettings settings() {
    return AuthorizationServerSettings.builder().build();
  }

  @Bean
  RotatingKeys keys() {
    return new RotatingKeys();
  }

  @Bean
  JWKSource<SecurityContext> publishedKeys(RotatingKeys keys) {
    return (selector, context) ->
        new ImmutableJWKSet<SecurityContext>(new JWKSet(keys.current())).get(selector, context);
  }

  @Bean
  JwtDecoder decoder(JWKSource<SecurityContext> publishedKeys) {
    return OAuth2AuthorizationServerConfiguration.jwtDecoder(publishedKeys);
  }

  @Bean
  RegisteredClientRepository clients(ClientKeys clientKeys) {
    return new InMemoryRegisteredClientRepository(
        withSecret("service")
            .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
            .build(),
        keyed(clientKeys),
        withSecret("device")
            .authorizationGrantType(AuthorizationGrantType.DEVICE_CODE)
            .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
            .build(),
        browsing(client("tool").clientAuthenticationMethod(ClientAuthenticationMethod.NONE)),
        browsing(withSecret("desk").authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)));
  }

  private static RegisteredClient keyed(ClientKeys clientKeys) {
    return client("keyed")
        .clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT)
        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
        .clientSettings(
            ClientSettings.builder()
                .jwkSetUrl(clientKeys.address())
                .tokenEndpointAuthenticationSigningAlgorithm(SignatureAlgorithm.ES256)
                .build())
        .build();
  }

  private static RegisteredClient browsing(RegisteredClient.Builder client) {
    return client
        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
        .redirectUri("http://127.0.0.1/callback")
        .scope("openid")
        .clientSettings(ClientSettings.builder().requireProofKey(true).build())
        .build();
  }

  private static RegisteredClient.Builder withSecret(String id) {
    return client(id)
        .clientSecret("{noop}" + Issuer.secretOf(id))
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
  }

  private static RegisteredClient.Builder client(String id) {
    return RegisteredClient.withId(id)
        .clientId(id)
        .scope(SCOPE)
        .tokenSettings(TokenSettings.builder().reuseRefreshTokens(false).build());
  }
}
