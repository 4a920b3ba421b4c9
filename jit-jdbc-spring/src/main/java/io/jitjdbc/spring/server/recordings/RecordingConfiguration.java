package io.jitjdbc.spring.server.recordings;

import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Recordings that can be reached from here. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RecordingSettings.class)
public class RecordingConfiguration {

  @Bean
  RecordingPlaces recordingPlaces(RecordingSettings settings) {
    return new RecordingPlaces(settings);
  }

  @Bean
  @DependsOn("stateTables")
  Replays replays(RecordingPlaces places, JdbcTemplate jdbc, InstantSource clock) {
    return new Replays(places, JdbcClient.create(jdbc), clock);
  }
}
