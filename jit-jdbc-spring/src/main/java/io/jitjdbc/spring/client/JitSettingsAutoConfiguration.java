package io.jitjdbc.spring.client;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Reads the settings even where they switch everything else off. */
@AutoConfiguration
class JitSettingsAutoConfiguration {

  @Bean
  static SettingsCheck jitSettingsCheck(Environment environment) {
    return new SettingsCheck(environment);
  }
}
