package io.jitjdbc.example.shop;

import java.util.List;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Tables and rows, made by their owner before the shop connects: the shop may only read them. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

  @Bean
  DataSourceScriptDatabaseInitializer tables(Environment environment) {
    var owner =
        new DriverManagerDataSource(
            environment.getRequiredProperty("shop.owner.url"),
            environment.getRequiredProperty("shop.owner.user"),
            environment.getRequiredProperty("shop.owner.password"));
    var settings = new DatabaseInitializationSettings();
    settings.setSchemaLocations(List.of("classpath:shop.sql"));
    settings.setMode(DatabaseInitializationMode.ALWAYS);
    return new DataSourceScriptDatabaseInitializer(owner, settings);
  }
}
