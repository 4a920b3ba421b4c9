package io.jitjdbc.spring.testing;

import java.util.List;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.data.annotation.Id;
import org.springframework.data.jdbc.repository.config.EnableJdbcRepositories;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.relational.core.mapping.Table;
import org.springframework.data.repository.Repository;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What is tested: repositories that know of no mask. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableJdbcRepositories(considerNestedRepositories = true)
@ImportAutoConfiguration({
  DataJdbcRepositoriesAutoConfiguration.class,
  DataSourceAutoConfiguration.class,
  DataSourceTransactionManagerAutoConfiguration.class,
  JdbcClientAutoConfiguration.class,
  JdbcTemplateAutoConfiguration.class,
  TransactionAutoConfiguration.class
})
class Application {

  @Table("CUSTOMERS")
  record Customer(@Id Long id, String email) {}

  interface Customers extends Repository<Customer, Long> {
    List<Customer> findAll();

    @Query("SELECT word FROM secrets")
    List<String> secrets();

    @Query("SELECT text FROM notes")
    List<String> notes();
  }

  /** Tables are made by their owner, as everywhere. */
  @Bean
  DataSourceScriptDatabaseInitializer tables(Environment environment) {
    var owner =
        new DriverManagerDataSource(
            environment.getRequiredProperty("spring.datasource.url"), "sa", "");
    var settings = new DatabaseInitializationSettings();
    settings.setSchemaLocations(List.of("classpath:io/jitjdbc/spring/testing/shop.sql"));
    settings.setMode(DatabaseInitializationMode.ALWAYS);
    return new DataSourceScriptDatabaseInitializer(owner, settings);
  }
}
