package io.jitjdbc.spring.server;

import io.jitjdbc.testing.FreePort;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** An instance of the control plane on a free port of this machine, over a real database. */
public final class RunningControlPlane implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final URI address;

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(ControlPlane.class)
  static class Application {}

  private RunningControlPlane(ConfigurableApplicationContext context, URI address) {
    this.context = context;
    this.address = address;
  }

  /**
   * Starts one.
   *
   * @param issuer signs the tokens that it believes
   * @param name as which the issuer's tokens name it
   * @param more properties beside the usual ones
   */
  public static RunningControlPlane start(
      TestDatabase database,
      TestIssuer issuer,
      String name,
      InstantSource clock,
      Map<String, String> more)
      throws Exception {
    int port = FreePort.find();
    Map<String, Object> properties = properties(database, issuer, name);
    properties.put("server.port", port);
    properties.putAll(more);
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.SERVLET)
            .properties(properties)
            .initializers(it -> it.getBeanFactory().registerSingleton("testClock", clock))
            .run();
    return new RunningControlPlane(context, URI.create("http://127.0.0.1:" + port));
  }

  /** What every instance is told. */
  static Map<String, Object> properties(TestDatabase database, TestIssuer issuer, String name)
      throws IOException {
    Path keys = Files.createTempFile("jit-jdbc", ".jwks");
    Files.writeString(keys, issuer.keySet());
    var properties = new HashMap<String, Object>(people(issuer));
    properties.put("server.address", "127.0.0.1");
    properties.put("spring.datasource.url", database.jdbcUrl());
    properties.put("spring.datasource.username", database.user());
    properties.put("spring.datasource.password", database.password());
    properties.put("spring.session.jdbc.initialize-schema", "never");
    properties.put("spring.main.banner-mode", "off");
    properties.put("jit.server.issuers[0].issuer", name);
    properties.put("jit.server.issuers[0].audience", TestIssuer.AUDIENCE);
    properties.put("jit.server.issuers[0].name-claim", "name");
    properties.put("jit.server.issuers[0].jwks.file", keys.toString());
    return properties;
  }

  /** Where people sign in; found at the start, as it would be. */
  private static Map<String, Object> people(TestIssuer issuer) {
    String registration = "spring.security.oauth2.client.registration.test.";
    String provider = "spring.security.oauth2.client.provider.test.";
    return Map.of(
        registration + "client-id", "console",
        registration + "client-secret", "the s3cret of console",
        registration + "scope", "openid",
        registration + "authorization-grant-type", "authorization_code",
        registration + "redirect-uri", "{baseUrl}/login/oauth2/code/{registrationId}",
        provider + "authorization-uri", issuer.name() + "/authorize",
        provider + "token-uri", issuer.name() + "/token",
        provider + "jwk-set-uri", issuer.name() + "/keys",
        provider + "user-name-attribute", "sub");
  }

  public URI address() {
    return address;
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    context.close();
  }
}
