package io.jitjdbc.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.driver.JitDriver;
import io.jitjdbc.testing.DatabaseProduct;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.cfg.Configuration;

/**
 * Hibernate with its own small pool, which hands {@code hibernate.connection.jit.*} to the driver.
 */
class HibernateTest {
  private static final int BATCH = 10;

  @Entity(name = "Customer")
  @Table(name = "customers")
  static class Customer {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Integer id;

    @Column String name;
    @Column String email;
  }

  @Entity(name = "Purchase")
  @Table(name = "orders")
  static class Purchase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Integer id;

    @Column(name = "customer_id")
    int customerId;

    @Column BigDecimal total;

    static Purchase of(String total) {
      var purchase = new Purchase();
      purchase.customerId = 1;
      purchase.total = new BigDecimal(total);
      return purchase;
    }
  }

  @FunctionalInterface
  private interface Work {
    void with(SessionFactory sessions, EnforcedDatabase database) throws Exception;
  }

  private static void withHibernate(DatabaseProduct product, Work work) throws Exception {
    try (EnforcedDatabase database = EnforcedDatabase.open(product);
        SessionFactory sessions = configuration(database).buildSessionFactory()) {
      work.with(sessions, database);
    }
  }

  private static Configuration configuration(EnforcedDatabase database) {
    var configuration =
        new Configuration()
            .addAnnotatedClass(Customer.class)
            .addAnnotatedClass(CarefulCustomer.class)
            .addAnnotatedClass(Purchase.class)
            .setProperty("hibernate.connection.driver_class", JitDriver.class.getName())
            .setProperty("hibernate.connection.url", database.url())
            .setProperty("hibernate.connection.pool_size", "1")
            .setProperty("hibernate.jdbc.batch_size", Integer.toString(BATCH));
    var settings = database.settings();
    settings
        .stringPropertyNames()
        .forEach(
            name ->
                configuration.setProperty(
                    "hibernate.connection." + name, settings.getProperty(name)));
    return configuration;
  }

  @OnEveryDatabase
  void loadsMaskedEntities(DatabaseProduct product) throws Exception {
    withHibernate(
        product,
        (sessions, database) -> {
          Customer customer = sessions.fromSession(session -> session.find(Customer.class, 1));
          assertThat(customer.name).isEqualTo("Ada");
          assertThat(customer.email)
              .endsWith("@example.org")
              .isNotEqualTo(EnforcedDatabase.secretEmail());
        });
  }

  @OnEveryDatabase
  void insertsWithGeneratedKeysAndQueries(DatabaseProduct product) throws Exception {
    withHibernate(
        product,
        (sessions, database) -> {
          Integer key =
              sessions.fromTransaction(
                  session -> {
                    var purchase = Purchase.of("12.50");
                    session.persist(purchase);
                    return purchase.id;
                  });
          assertThat(key).isEqualTo(1);
          BigDecimal total =
              sessions.fromSession(
                  session ->
                      session
                          .createSelectionQuery(
                              "select sum(p.total) from Purchase p where p.customerId = :c",
                              BigDecimal.class)
                          .setParameter("c", 1)
                          .getSingleResult());
          assertThat(total).isEqualByComparingTo("12.50");
        });
  }

  @OnEveryDatabase
  void updatesInABatch(DatabaseProduct product) throws Exception {
    withHibernate(
        product,
        (sessions, database) -> {
          sessions.inTransaction(
              session -> {
                session.persist(Purchase.of("1.00"));
                session.persist(Purchase.of("2.00"));
              });
          sessions.inTransaction(
              session ->
                  session
                      .createSelectionQuery("from Purchase", Purchase.class)
                      .getResultList()
                      .forEach(purchase -> purchase.total = BigDecimal.TEN));
          assertThat(
                  sessions
                      .fromSession(
                          session ->
                              session
                                  .createSelectionQuery(
                                      "select sum(p.total) from Purchase p", BigDecimal.class)
                                  .getSingleResult())
                      .intValue())
              .isEqualTo(20);
        });
  }

  @OnEveryDatabase
  void forgetsWhatIsRolledBack(DatabaseProduct product) throws Exception {
    withHibernate(
        product,
        (sessions, database) -> {
          assertThatThrownBy(
                  () ->
                      sessions.inTransaction(
                          session -> {
                            session.persist(Purchase.of("1.00"));
                            session.flush();
                            throw new IllegalStateException("changed my mind");
                          }))
              .hasMessage("changed my mind");
          assertThat(database.count("orders")).isZero();
        });
  }

  @OnEveryDatabase
  void rollsBackToASavepoint(DatabaseProduct product) throws Exception {
    withHibernate(
        product,
        (sessions, database) -> {
          sessions.inTransaction(
              session ->
                  session.doWork(
                      connection -> {
                        Savepoint savepoint = connection.setSavepoint();
                        session.persist(Purchase.of("1.00"));
                        session.flush();
                        connection.rollback(savepoint);
                        session.clear();
                      }));
          assertThat(database.count("orders")).isZero();
        });
  }

  @OnEveryDatabase
  void goesOnAfterADenial(DatabaseProduct product) throws Exception {
    withHibernate(
        product,
        (sessions, database) -> {
          assertThatThrownBy(
                  () ->
                      sessions.inTransaction(
                          session ->
                              session.createMutationQuery("delete from Customer").executeUpdate()))
              .rootCause()
              .isInstanceOfSatisfying(
                  SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
          sessions.inTransaction(session -> session.persist(Purchase.of("1.00")));
          assertThat(database.count("orders")).isEqualTo(1);
        });
  }

  @OnEveryDatabase
  void writesNoMaskedValueBack(DatabaseProduct product) throws Exception {
    withHibernate(
        product,
        (sessions, database) -> {
          assertThatThrownBy(
                  () ->
                      sessions.inTransaction(
                          session -> session.find(Customer.class, 1).name = "Ada Lovelace"))
              .rootCause()
              .hasMessageContaining("is masked for you")
              .isInstanceOfSatisfying(
                  SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
          try (var connection = database.raw().connect();
              var statement = connection.createStatement();
              var rows = statement.executeQuery("SELECT email FROM customers")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo(EnforcedDatabase.secretEmail());
          }
        });
  }

  @Entity(name = "CarefulCustomer")
  @Table(name = "customers")
  @DynamicUpdate
  static class CarefulCustomer {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Integer id;

    @Column String name;
    @Column String email;
  }

  private static String storedEmail(EnforcedDatabase database) throws SQLException {
    try (var connection = database.raw().connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT name, email FROM customers ORDER BY id")) {
      rows.next();
      return rows.getString(1) + " " + rows.getString(2);
    }
  }

  @OnEveryDatabase
  void writesOnlyWhatChangedOfACarefulEntity(DatabaseProduct product) throws Exception {
    withHibernate(
        product,
        (sessions, database) -> {
          sessions.inTransaction(
              session -> session.find(CarefulCustomer.class, 1).name = "Ada Lovelace");
          assertThat(storedEmail(database))
              .isEqualTo("Ada Lovelace " + EnforcedDatabase.secretEmail());
        });
  }

  @OnEveryDatabase
  void storesNoMaskOfADetachedOrCopiedEntity(DatabaseProduct product) throws Exception {
    withHibernate(
        product,
        (sessions, database) -> {
          CarefulCustomer shown =
              sessions.fromSession(session -> session.find(CarefulCustomer.class, 1));
          shown.name = "Ada Lovelace";
          sessions.inTransaction(session -> session.merge(shown));
          assertThat(storedEmail(database))
              .isEqualTo("Ada Lovelace " + EnforcedDatabase.secretEmail());

          var copy = new CarefulCustomer();
          copy.name = "Copy";
          copy.email = shown.email;
          assertThatThrownBy(() -> sessions.inTransaction(session -> session.persist(copy)))
              .rootCause()
              .hasMessageContaining("is shown masked to people")
              .hasMessageContaining("updatable=false");
          assertThat(database.count("customers")).isEqualTo(1);
        });
  }
}
