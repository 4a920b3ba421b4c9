package io.jitjdbc.examples.sample;

import io.jitjdbc.examples.controlplane.ControlPlaneApplication;
import io.jitjdbc.policy.protocol.BundleSigner;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The control plane with everything around it on this machine: a provider that people sign in at,
 * and a shop whose analyst asks for more than she may see.
 */
public final class Sample implements AutoCloseable {
  private final ConfigurableApplicationContext provider;
  private final ConfigurableApplicationContext controlPlane;
  private final SampleShop shop;
  private final WebShop webShop;

  private Sample(int port, int providerPort, int databasePort) {
    String console = "http://127.0.0.1:" + port;
    var people = SamplePeople.of("http://localhost:" + providerPort);
    var properties = new HashMap<>(SampleProvider.server(providerPort));
    properties.put("sample.console", console);
    this.provider =
        new SpringApplicationBuilder(SampleProvider.class)
            .web(WebApplicationType.SERVLET)
            .properties(properties)
            .initializers(it -> it.getBeanFactory().registerSingleton("samplePeople", people))
            .run();
    this.webShop = WebShop.open(databasePort, people);
    this.controlPlane =
        new SpringApplicationBuilder(ControlPlaneApplication.class)
            .profiles("sample")
            .properties(controlPlane(people, webShop, port))
            .run();
    this.shop =
        new SampleShop(console, people, controlPlane.getBean(BundleSigner.class).thumbprint());
  }

  private static Map<String, Object> controlPlane(SamplePeople people, WebShop webShop, int port) {
    return Map.of(
        "sample.provider", people.issuer(),
        "sample.web-shop.url", webShop.url(),
        "sample.web-shop.password", webShop.password(),
        "server.port", port,
        "sample.policy", SampleFiles.policy().toString(),
        "sample.policy-key", SampleFiles.policyKey().toString());
  }

  /**
   * Starts it all.
   *
   * @param port of the console
   * @param providerPort of the provider
   * @param databasePort of a database for an application in another process
   */
  public static Sample start(int port, int providerPort, int databasePort) {
    return new Sample(port, providerPort, databasePort);
  }

  /**
   * Starts it and says where to look. The system properties {@code sample.port}, {@code
   * sample.provider-port} and {@code sample.database-port} take the place of 8080, 9090 and 9092.
   */
  public static void run() throws InterruptedException {
    int port = Integer.getInteger("sample.port", 8080);
    Sample sample =
        start(
            port,
            Integer.getInteger("sample.provider-port", 9090),
            Integer.getInteger("sample.database-port", 9092));
    System.out.println(
        """

        The console: http://127.0.0.1:PORT
        Sign in as omar or dora (data owners), ana (analyst), ines (auditor) or paul (policy admin);
        the password is the name. Ana's report waits in omar's inbox now.
        """
            .replace("PORT", String.valueOf(port)));
    sample.shop().run();
  }

  SampleShop shop() {
    return shop;
  }

  @Override
  public void close() {
    shop.close();
    controlPlane.close();
    webShop.close();
    provider.close();
  }
}
