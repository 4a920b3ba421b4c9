package io.jitjdbc.spring.server;

import io.jitjdbc.spring.server.api.ApiConfiguration;
import io.jitjdbc.spring.server.console.ConsoleConfiguration;
import io.jitjdbc.spring.server.rate.RateSettings;
import io.jitjdbc.spring.server.recordings.RecordingConfiguration;
import io.jitjdbc.spring.server.watch.WatchConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * The control plane, for a Spring Boot application to import: the protocols below {@code /v1},
 * their OpenAPI documents below {@code /openapi}, and the console.
 *
 * <p>State is in the application's {@code DataSource}, PostgreSQL or H2, and made by migrations at
 * the start; any number of instances may share it. People sign in at the OIDC providers of {@code
 * spring.security.oauth2.client}; whose tokens count is in {@link ControlPlaneSettings}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  ControlPlaneSettings.class,
  ChannelSettings.class,
  OwnerSettings.class,
  RateSettings.class
})
@EnableScheduling
@Import({
  StateConfiguration.class,
  ChannelConfiguration.class,
  PolicyConfiguration.class,
  RecordingConfiguration.class,
  WatchConfiguration.class,
  LeaseConfiguration.class,
  ApiConfiguration.class,
  ConsoleConfiguration.class
})
public class ControlPlane {}
