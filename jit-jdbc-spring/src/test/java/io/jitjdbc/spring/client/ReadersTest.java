package io.jitjdbc.spring.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.jitjdbc.audit.AuditSink;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.session.SqlSessionFactory;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mybatis.spring.boot.autoconfigure.MybatisAutoConfiguration;
import org.mybatis.spring.mapper.MapperFactoryBean;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jooq.autoconfigure.JooqAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;

/** Whatever reads, reads masks; Spring Data JDBC and JPA's repositories have tests of their own. */
class ReadersTest {
  private Shop shop;

  @BeforeEach
  void openShop() throws SQLException {
    shop = Shop.open();
  }

  @AfterEach
  void closeShop() throws SQLException {
    shop.close();
  }

  private static void readsTheMask(
      ApplicationContextRunner runner, Function<ApplicationContext, String> reader) {
    runner
        .withPropertyValues("jit.jdbc.enforce=true")
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              assertThat(reader.apply(context)).isEqualTo(Shop.MASKED);
            });
  }

  @Test
  void masksForTheJdbcClient() {
    readsTheMask(
        shop.application(),
        context -> context.getBean(JdbcClient.class).sql(Shop.EMAIL).query(String.class).single());
  }

  @Entity
  @Table(name = "customers")
  static class Customer {
    @Id Integer id = 0;
    String email = "";
  }

  @Configuration(proxyBeanMethods = false)
  static class Entities {
    @Bean
    static PersistenceManagedTypes managed() {
      return PersistenceManagedTypes.of(Customer.class.getName());
    }
  }

  @Test
  void masksForJpa() {
    readsTheMask(
        shop.application(HibernateJpaAutoConfiguration.class)
            .withUserConfiguration(Entities.class)
            .withPropertyValues("spring.jpa.hibernate.ddl-auto=none"),
        context -> {
          EntityManagerFactory factory = context.getBean(EntityManagerFactory.class);
          try (EntityManager manager = factory.createEntityManager()) {
            return manager.find(Customer.class, 1).email;
          }
        });
  }

  @Test
  void masksForJooq() {
    readsTheMask(
        shop.application(JooqAutoConfiguration.class),
        context ->
            context
                .getBean(DSLContext.class)
                .select(DSL.field("email", String.class))
                .from("customers")
                .fetchSingle()
                .value1());
  }

  /** A mapper of MyBatis. */
  interface CustomerMapper {
    @Purpose("newsletter")
    @Select(Shop.EMAIL)
    String email();
  }

  @Configuration(proxyBeanMethods = false)
  static class Mapper {
    @Bean
    MapperFactoryBean<CustomerMapper> mapper(SqlSessionFactory sessions) {
      var mapper = new MapperFactoryBean<>(CustomerMapper.class);
      mapper.setSqlSessionFactory(sessions);
      return mapper;
    }
  }

  @Test
  void masksForMyBatisAndTakesTheMappersPurpose() {
    var events = new Events();
    readsTheMask(
        shop.application(MybatisAutoConfiguration.class, JitPurposeAutoConfiguration.class)
            .withBean(AuditSink.class, () -> events)
            .withUserConfiguration(Mapper.class),
        context -> context.getBean(CustomerMapper.class).email());
    assertThat(events.purposes()).containsExactly("newsletter");
  }

  @Configuration(proxyBeanMethods = false)
  static class TwoSources {
    @Bean
    @Primary
    @ConfigurationProperties("shop.orders")
    HikariDataSource orders() {
      return DataSourceBuilder.create().type(HikariDataSource.class).build();
    }

    @Bean
    @ConfigurationProperties("shop.migrations")
    HikariDataSource migrations() {
      return DataSourceBuilder.create().type(HikariDataSource.class).build();
    }

    @Bean
    JdbcTemplate past(@Qualifier("migrations") DataSource source) {
      return new JdbcTemplate(source);
    }
  }

  @Test
  void masksForOneOfTwoDataSourcesAndLeavesTheExcludedOneItsOwnLogin() {
    readsTheMask(
        shop.application()
            .withUserConfiguration(TwoSources.class)
            .withPropertyValues(
                "jit.jdbc.exclude=migrations",
                "shop.orders.jdbc-url=" + shop.database().jdbcUrl(),
                "shop.migrations.jdbc-url=" + shop.database().jdbcUrl(),
                "shop.migrations.username=" + shop.database().user(),
                "shop.migrations.password=" + shop.database().password()),
        context -> {
          assertThat(
                  context
                      .getBean("past", JdbcTemplate.class)
                      .queryForObject(Shop.EMAIL, String.class))
              .isEqualTo(Shop.CLEAR);
          return new JdbcTemplate(context.getBean(DataSource.class))
              .queryForObject(Shop.EMAIL, String.class);
        });
  }
}
