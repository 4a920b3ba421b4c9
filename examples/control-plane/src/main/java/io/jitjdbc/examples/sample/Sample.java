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

  private Sample(int port, int providerPort) {
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
    this.controlPlane =
        new SpringApplicationBuilder(ControlPlaneApplication.class)
            .profiles("sample")
            .properties(controlPlane(people, port))
            .run();
    this.shop =
        new SampleShop(console, people, controlPlane.getBean(BundleSigner.class).thumbprint());
  }

  private static Map<String, Object> controlPlane(SamplePeople people, int port) {
    return Map.of(
        "sample.provider", people.issuer(),
        "server.port", port,
        "sample.policy", SampleFiles.policy().toString(),
        "sample.policy-key", SampleFiles.policyKey().toString());
  }

  /**
   * Starts it all.
   *
   * @param port of the console
   * @param providerPort of the provider
   */
  public static Sample start(int port, int providerPort) {
    return new Sample(port, providerPort);
  }

  /** Starts it on ports 8080 and 9090, and says where to look. */
  public static void run() throws InterruptedException {
    Sample sample = start(8080, 9090);
    System.out.println(
        """

        The console: http://127.0.0.1:8080
        Sign in as omar or dora (data owners), ana (analyst), ines (auditor) or paul (policy admin);
        the password is the name. Ana's report waits in omar's inbox now.
        """);
    sample.shop().run();
  }

  SampleShop shop() {
    return shop;
  }

  @Override
  public void close() {
    shop.close();
    controlPlane.close();
    provider.close();
  }
}
