package io.jitjdbc.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.jitjdbc.testing.DatabaseProduct;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.SimpleJdbcInsert;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring's templates over a pool. */
class JdbcTemplateTest {
  private static final String INSERT = "INSERT INTO orders (customer_id, total) VALUES (?, ?)";

  /** What a Spring application has at hand. */
  private record Application(
      EnforcedDatabase database, JdbcTemplate jdbc, TransactionTemplate transaction) {

    void order(String total) {
      jdbc.update(INSERT, 1, new BigDecimal(total));
    }
  }

  @FunctionalInterface
  private interface Work {
    void in(Application application) throws Exception;
  }

  private static void inApplication(DatabaseProduct product, Work work) throws Exception {
    try (EnforcedDatabase database = EnforcedDatabase.open(product);
        HikariDataSource pool = database.pool(database.settings())) {
      var transactions = new DataSourceTransactionManager(pool);
      work.in(
          new Application(database, new JdbcTemplate(pool), new TransactionTemplate(transactions)));
    }
  }

  @OnEveryDatabase
  void mapsMaskedRows(DatabaseProduct product) throws Exception {
    inApplication(
        product,
        application -> {
          Map<String, Object> row =
              application.jdbc().queryForMap("SELECT name, email FROM customers WHERE id = ?", 1);
          assertThat(row).containsEntry("name", "Ada");
          assertThat(row.get("email"))
              .asString()
              .endsWith("@example.org")
              .isNotEqualTo(EnforcedDatabase.secretEmail());
        });
  }

  @OnEveryDatabase
  void rollsBackATransactionThatFails(DatabaseProduct product) throws Exception {
    inApplication(
        product,
        application -> {
          application.transaction().executeWithoutResult(status -> application.order("1.00"));
          assertThatThrownBy(
                  () ->
                      application
                          .transaction()
                          .executeWithoutResult(
                              status -> {
                                application.order("2.00");
                                throw new IllegalStateException("changed my mind");
                              }))
              .hasMessage("changed my mind");
          assertThat(application.database().count("orders")).isEqualTo(1);
        });
  }

  @OnEveryDatabase
  void rollsBackANestedTransactionToItsSavepoint(DatabaseProduct product) throws Exception {
    inApplication(
        product,
        application -> {
          var nested = new TransactionTemplate(application.transaction().getTransactionManager());
          nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
          application
              .transaction()
              .executeWithoutResult(
                  status -> {
                    application.order("1.00");
                    nested.executeWithoutResult(
                        inner -> {
                          application.order("2.00");
                          inner.setRollbackOnly();
                        });
                  });
          assertThat(application.database().count("orders")).isEqualTo(1);
        });
  }

  @OnEveryDatabase
  void runsABatch(DatabaseProduct product) throws Exception {
    inApplication(
        product,
        application -> {
          var rows = List.of(new Object[] {1, BigDecimal.ONE}, new Object[] {1, BigDecimal.TEN});
          assertThat(application.jdbc().batchUpdate(INSERT, rows)).hasSize(2);
          assertThat(application.jdbc().queryForObject("SELECT SUM(total) FROM orders", int.class))
              .isEqualTo(11);
        });
  }

  @OnEveryDatabase
  void insertsByMetadataAndReturnsTheGeneratedKey(DatabaseProduct product) throws Exception {
    inApplication(
        product,
        application -> {
          var insert =
              new SimpleJdbcInsert(application.jdbc())
                  .withTableName("orders")
                  .usingGeneratedKeyColumns("id");
          Number key =
              insert.executeAndReturnKey(Map.of("customer_id", 1, "total", BigDecimal.TEN));
          assertThat(key.intValue()).isEqualTo(1);
        });
  }

  @OnEveryDatabase
  void translatesADenialAndGoesOn(DatabaseProduct product) throws Exception {
    inApplication(
        product,
        application -> {
          assertThatThrownBy(() -> application.jdbc().update("DELETE FROM customers"))
              .isInstanceOf(DataAccessException.class)
              .rootCause()
              .hasMessageContaining("nobody-deletes-customers");
          application.order("1.00");
          assertThat(application.database().count("orders")).isEqualTo(1);
        });
  }
}
