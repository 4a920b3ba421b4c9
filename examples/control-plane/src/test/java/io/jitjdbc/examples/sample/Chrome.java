package io.jitjdbc.examples.sample;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A browser without a screen, and what a person does in it. */
final class Chrome implements AutoCloseable {
  private static final Path BROWSER = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final int MOST_STEPS = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ChromeDriver browser;
  private final String console;

  Chrome(String console) {
    this.console = console;
    var options = new ChromeOptions();
    options.setBinary(BROWSER.toFile());
    options.addArguments(
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync"));
    var service = new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
    this.browser = new ChromeDriver(service, options);
    browser.manage().window().setSize(new Dimension(1200, 900));
  }

  static boolean isThere() {
    return Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER);
  }

  void signIn(String name) {
    browser.get(console + "/");
    find("input[name=username]").sendKeys(name);
    find("input[name=password]").sendKeys(name);
    find("button[type=submit]").click();
    find("main#main");
  }

  void signOut() {
    find("form.me button").click();
  }

  void go(String path) {
    browser.get(console + path);
  }

  void click(String css) {
    find(css).click();
  }

  /** Reaches it by the tabulator alone, and presses Enter there. */
  void tabTo(String css) {
    for (int i = 0; i < MOST_STEPS; i++) {
      new Actions(browser).sendKeys(Keys.TAB).perform();
      WebElement at = browser.switchTo().activeElement();
      if (browser.findElements(By.cssSelector(css)).contains(at)) {
        at.sendKeys(Keys.ENTER);
        return;
      }
    }
    throw new AssertionError("no key leads to " + css);
  }

  void type(String css, String text) {
    find(css).sendKeys(text);
  }

  /** The text of what is there, once it is. */
  String text(String css) {
    return find(css).getText();
  }

  /** Waits until a page says something, without anybody doing anything. */
  void see(String css, String text) {
    new WebDriverWait(browser, PATIENCE)
        .ignoring(org.openqa.selenium.StaleElementReferenceException.class)
        .until(ExpectedConditions.textToBePresentInElementLocated(By.cssSelector(css), text));
  }

  void usePhone() {
    browser.manage().window().setSize(new Dimension(500, 900));
  }

  /** Shows pages dark or light, as a system's settings say. */
  void useTheme(String theme) {
    Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", theme);
    browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  /** What keeps people from using the page who see little, or use a keyboard or a reader. */
  @SuppressWarnings("deprecation") // the other mode opens a window of its own
  List<String> barriers() {
    return new AxeBuilder()
        .setLegacyMode(true).analyze(browser).getViolations().stream()
            .map(rule -> rule.getHelp() + ": " + rule.getNodes())
            .toList();
  }

  /** Whether nothing of the page is wider than the window. */
  boolean fits() {
    return Boolean.TRUE.equals(
        browser.executeScript(
            "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
  }

  /** All of the page, however long. */
  void shoot(String name) throws java.io.IOException {
    Path folder = Files.createDirectories(Path.of("target", "screenshots"));
    Object picture =
        browser
            .executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true))
            .get("data");
    Files.write(folder.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(picture)));
  }

  private WebElement find(String css) {
    return new WebDriverWait(browser, PATIENCE)
        .until(ExpectedConditions.presenceOfElementLocated(By.cssSelector(css)));
  }

  @Override
  public void close() {
    browser.quit();
  }
}
