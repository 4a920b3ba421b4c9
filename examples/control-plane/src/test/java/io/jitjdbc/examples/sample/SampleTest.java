package io.jitjdbc.examples.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jitjdbc.testing.FreePort;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sample as its README tells it, in a real browser. */
class SampleTest {
  private static Sample sample;
  private static String console;
  private static Chrome chrome;

  @BeforeAll
  static void start() {
    assumeTrue(Chrome.isThere(), "there is no Chromium with its driver here");
    int port = FreePort.find();
    sample = Sample.start(port, FreePort.find(), FreePort.find());
    console = "http://127.0.0.1:" + port;
    chrome = new Chrome(console);
  }

  @AfterAll
  static void stop() {
    if (sample != null) {
      chrome.close();
      sample.close();
    }
  }

  /** Somebody else's browser, in place of that one. */
  private static Chrome another(Chrome before) {
    before.close();
    return new Chrome(console);
  }

  private static CompletableFuture<String> report() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return sample.shop().report();
          } catch (SQLException e) {
            throw new CompletionException(e);
          }
        });
  }

  @Test
  void aQueryWaitsAnApproverSaysYesOnThePageAndAnAuditorReadsWhatHappened() throws Exception {
    chrome.signIn("omar");
    chrome.see("main", "Nothing waits for you");
    CompletableFuture<String> report = report();

    approve();
    assertThat(report.get(30, TimeUnit.SECONDS))
        .contains("Rosa Lima", "PT50000201231234567890154")
        .doesNotContain("rosa@");

    chrome.see("main .answers", "fine for the quarter");
    chrome.signOut();
    chrome.see("main", "You are signed out");
    chrome = another(chrome);
    audit();
  }

  @ParameterizedTest
  @CsvSource({
    "omar, /inbox /mine /leases /overview",
    "paul, /policies /policies/1 /policies/new /policies/1/effects",
    "ines, /all /sessions /log /logs /health"
  })
  void noneOfThesePagesHasABarrierThatAToolFinds(String name, String pages) {
    chrome = another(chrome);
    chrome.signIn(name);
    for (String page : pages.split(" ", -1)) {
      chrome.go("/console" + page);
      expectNoBarriers(page);
    }
  }

  private static void expectNoBarriers(String page) {
    for (String theme : List.of("dark", "light")) {
      chrome.useTheme(theme);
      assertThat(chrome.barriers()).as(theme + ' ' + page).isEmpty();
    }
  }

  private static void approve() throws IOException {
    chrome.see("main", "TICKET-7");
    chrome.shoot("inbox");
    chrome.tabTo(".card");
    chrome.see("main", "What would be read");
    expectNoBarriers("request");
    assertThat(chrome.text("main"))
        .contains("PUBLIC.CUSTOMERS.IBAN", "shown in clear", "data-owners", "lisbon-report");
    chrome.usePhone();
    assertThat(chrome.fits()).isTrue();
    chrome.shoot("request");
    chrome.type("#comment", "fine for the quarter");
    chrome.tabTo("button.yes");
  }

  private static void audit() throws IOException {
    chrome.signIn("ines");
    chrome.go("/console/sessions?text=reports-are-asked-for");
    chrome.click("td a");
    chrome.see("main", "statement.finished");
    chrome.shoot("session");
    assertThat(chrome.text("main"))
        .contains("approval.answered", "rows: 2")
        .doesNotContain("PT50000201231234567890154");
    expectNoBarriers("session");
    chrome.click("a[aria-label^='What statement']");
    chrome.see("main", "PT50000201231234567890154");
    assertThat(chrome.text("main")).contains("Rosa Lima").doesNotContain("rosa@");
    expectNoBarriers("result");
    chrome.shoot("result");
    chrome.go("/console/log");
    assertThat(chrome.text("main")).contains("omar", "request approved", "fine for the quarter");
  }
}
