package io.jitjdbc.spring.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.JitContext;
import io.jitjdbc.audit.AuditSink;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class PurposeTest {
  private final Events events = new Events();
  private Shop shop;
  private ApplicationContextRunner runner;

  @BeforeEach
  void openShop() throws SQLException {
    shop = Shop.open();
    runner =
        shop.application(JitPurposeAutoConfiguration.class)
            .withBean(AuditSink.class, () -> events)
            .withBean(Mailing.class)
            .withBean(Billing.class);
  }

  @AfterEach
  void closeShop() throws SQLException {
    shop.close();
  }

  /** What an application may call its own. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @Purpose("quarterly audit")
  @interface ForTheAudit {}

  /** Why it is read, its interface says. */
  @Purpose("monthly bills")
  interface Bills {
    List<String> send();
  }

  static class Billing implements Bills {
    private final JdbcTemplate template;

    Billing(JdbcTemplate template) {
      this.template = template;
    }

    @Override
    public List<String> send() {
      return template.queryForList(Shop.EMAIL, String.class);
    }
  }

  @Purpose("newsletter")
  static class Mailing {
    private final JdbcTemplate template;
    private final Bills bills;

    Mailing(JdbcTemplate template, Bills bills) {
      this.template = template;
      this.bills = bills;
    }

    List<String> send() {
      return template.queryForList(Shop.EMAIL, String.class);
    }

    @Purpose("CS-4711")
    List<String> answer() {
      return send();
    }

    @ForTheAudit
    List<String> show() {
      return send();
    }

    List<String> sendBills() {
      bills.send();
      return send();
    }

    void fail() {
      template.queryForList("SELECT word FROM secrets");
    }

    @Transactional
    @Purpose("closing")
    public void readAtTheEndOfTheTransaction() {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
              send();
            }
          });
    }

    @Async
    @Purpose("overnight")
    public CompletableFuture<List<String>> later() {
      return CompletableFuture.completedFuture(send());
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAsync
  static class InTheBackground {}

  private static Mailing mailing(ApplicationContext context) {
    return context.getBean(Mailing.class);
  }

  @Test
  void isThatOfTheMethodOrElseOfTheClassOrOfAnAnnotationThatHasIt() {
    runner.run(
        context -> {
          mailing(context).send();
          mailing(context).answer();
          mailing(context).show();
          context.getBean(Billing.class).send();
          assertThat(events.purposes())
              .containsExactly("newsletter", "CS-4711", "quarterly audit", "monthly bills");
        });
  }

  @Test
  void isTheInnermostOfBeansThatCallEachOther() {
    runner.run(
        context -> {
          try (var scope = JitContext.because("outside")) {
            mailing(context).sendBills();
            assertThat(JitContext.purpose()).as(scope.toString()).hasValue("outside");
          }
          assertThat(events.purposes()).containsExactly("monthly bills", "newsletter");
        });
  }

  @Test
  void doesNotStayWithTheConnectionNorAfterAFailure() {
    runner.run(
        context -> {
          assertThatThrownBy(() -> mailing(context).fail()).isNotNull();
          context.getBean(JdbcTemplate.class).queryForList(Shop.EMAIL);
          assertThat(events.purposes()).containsExactly("newsletter", "");
        });
  }

  @Test
  void leavesThePurposeOfTheSettingsToWhoeverSaysNothing() {
    runner
        .withPropertyValues("jit.jdbc.purpose=serving the shop")
        .run(
            context -> {
              mailing(context).send();
              context.getBean(JdbcTemplate.class).queryForList(Shop.EMAIL);
              assertThat(events.purposes()).containsExactly("newsletter", "serving the shop");
            });
  }

  @Test
  void lastsUntilTheTransactionHasEnded() {
    runner.run(
        context -> {
          mailing(context).readAtTheEndOfTheTransaction();
          assertThat(events.purposes()).containsExactly("closing");
        });
  }

  @Test
  void goesWithAMethodToTheThreadThatRunsIt() {
    runner
        .withUserConfiguration(InTheBackground.class)
        .run(
            context -> {
              mailing(context).later().get();
              assertThat(events.purposes()).containsExactly("overnight");
              assertThat(JitContext.purpose()).isEmpty();
            });
  }

  @Test
  void stopsTheStartIfItIsBlank() {
    runner
        .withBean(Blank.class)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContainingAll("@Purpose", "Blank", "give a ticket id"));
  }

  @Purpose(" ")
  static class Blank {
    void read() {}
  }

  @Test
  void isNotReadWhereTheStarterIsSwitchedOff() {
    runner
        .withPropertyValues("jit.jdbc.enabled=false", "spring.datasource.username=sa")
        .run(context -> assertThat(context).doesNotHaveBean(PurposeAdvisor.class));
  }
}
