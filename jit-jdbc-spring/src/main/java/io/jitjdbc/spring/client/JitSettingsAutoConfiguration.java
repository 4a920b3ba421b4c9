package io.jitjdbc.spring.client;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Import;

/** Reads the settings even where they switch everything else off. */
@AutoConfiguration
@Import(SettingsCheck.class)
class JitSettingsAutoConfiguration {}
