package io.jitjdbc.spring.signin;

import com.nimbusds.jose.JOSEException;
import io.jitjdbc.identity.SubjectResolver;
import io.jitjdbc.identity.SubjectResolverProvider;
import io.jitjdbc.settings.SettingValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

/** A running Spring Authorization Server on a free port of this machine. */
final class Issuer implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final ClientKeys clientKeys;

  private Issuer(ConfigurableApplicationContext context, ClientKeys clientKeys) {
    this.context = context;
    this.clientKeys = clientKeys;
  }

  static Issuer start() {
    try {
      var clientKeys = new ClientKeys();
      var application =
          new SpringApplicationBuilder(IssuerApplication.class)
              .web(WebApplicationType.SERVLET)
              .properties(Map.of("server.port", "0", "server.address", "127.0.0.1"))
              .properties("spring.main.banner-mode=off", "spring.main.log-startup-info=false")
              .initializers(it -> it.getBeanFactory().registerSingleton("clientKeys", clientKeys));
      return new Issuer(application.run(), clientKeys);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static String secretOf(String client) {
    return "the s3cret of " + client;
  }

  String name() {
    int port = ((WebServerApplicationContext) context).getWebServer().getPort();
    return "http://127.0.0.1:" + port;
  }

  ClientKeys clientKeys() {
    return clientKeys;
  }

  void rotateKeys() {
    context.getBean(RotatingKeys.class).rotate();
  }

  void useSelfSubmittingLogin() {
    context.getBean(SelfSubmittingLogin.class).use();
  }

  /** As an administrator would. */
  void revoke(String refreshToken) {
    var authorizations = context.getBean(OAuth2AuthorizationService.class);
    OAuth2Authorization found =
        authorizations.findByToken(refreshToken, OAuth2TokenType.REFRESH_TOKEN);
    authorizations.remove(found);
  }

  /** A resolver for tokens of one of its clients. */
  SubjectResolver resolver(
      SubjectResolverProvider provider, String client, Map<String, String> more) {
    var settings =
        new HashMap<>(
            Map.of(
                "issuer",
                name(),
                "audience",
                client,
                "client-id",
                client,
                "scope",
                IssuerApplication.SCOPE));
    settings.putAll(more);
    return provider.create(SettingValues.of("jit.subject." + provider.name() + ".", settings));
  }

  @Override
  public void close() {
    context.close();
    clientKeys.close();
  }
}
