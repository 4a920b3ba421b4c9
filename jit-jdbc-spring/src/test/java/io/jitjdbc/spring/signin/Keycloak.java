package io.jitjdbc.spring.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.CredentialBrokerProvider;
import io.jitjdbc.identity.SubjectResolver;
import io.jitjdbc.identity.SubjectResolverProvider;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A running Keycloak of its own process, with the realm of {@code corporate-realm.json}. */
final class Keycloak implements AutoCloseable {
  static final String HOME = "jit.keycloak.home";

  private static final String REALM = "corporate";
  private static final Duration START = Duration.ofMinutes(5);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String address;
  private final Process process;
  private final KeycloakAdmin admin;
  private final ECKey clientKey;
  private final Platform platform = new Platform();

  private Keycloak(Path home) throws IOException, JOSEException {
    clientKey = new ECKeyGenerator(Curve.P_256).keyID("client").keyUse(KeyUse.SIGNATURE).generate();
    Path realms = Files.createDirectories(home.resolve("data").resolve("import"));
    Files.writeString(realms.resolve("corporate-realm.json"), realm());
    int port = freePort();
    int management = freePort();
    String password = UUID.randomUUID().toString();
    address = "http://127.0.0.1:" + port;
    admin = new KeycloakAdmin(address, REALM, password);
    process = launch(home, port, management, password);
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    awaitReadiness(URI.create("http://127.0.0.1:" + management + "/health/ready"), log(home));
  }

  static Keycloak start() {
    try {
      return new Keycloak(Path.of(System.getProperty(HOME)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private String realm() throws IOException, JOSEException {
    try (InputStream file = Keycloak.class.getResourceAsStream("/keycloak/corporate-realm.json")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .replace("@CLIENT_KEYS@", new JWKSet(clientKey).toString(true).replace("\"", "\\\""))
          .replace("@PLATFORM_KEY@", platform.publicKey());
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Process launch(Path home, int port, int management, String password)
      throws IOException {
    var command =
        new ProcessBuilder(
            List.of(
                home.resolve("bin").resolve("kc.sh").toString(),
                "start-dev",
                "--db=dev-mem",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--http-management-port=" + management,
                "--health-enabled=true",
                "--import-realm"));
    command.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", KeycloakAdmin.NAME);
    command.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", password);
    command.environment().put("JAVA_OPTS_KC_HEAP", "-Xmx768m");
    return command.redirectErrorStream(true).redirectOutput(log(home).toFile()).start();
  }

  private static Path log(Path home) {
    return home.resolveSibling("keycloak.log");
  }

  private void awaitReadiness(URI health, Path log) {
    Awaitility.await("Keycloak starts; see " + log)
        .atMost(START)
        .pollInterval(Duration.ofMillis(500))
        .failFast("Keycloak ended; see " + log, () -> !process.isAlive())
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> isReady(health));
  }

  private static boolean isReady(URI health) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(5)).build();
    return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
  }

  static String secretOf(String client) {
    return "the s3cret of " + client;
  }

  String name() {
    return address + "/realms/" + REALM;
  }

  KeycloakAdmin admin() {
    return admin;
  }

  /** The private key of the client {@code keyed}. */
  ECKey clientKey() {
    return clientKey;
  }

  /** Whose assertions the realm believes. */
  Platform platform() {
    return platform;
  }

  /** A resolver for tokens of one of its clients. */
  SubjectResolver resolver(
      SubjectResolverProvider provider, String client, Map<String, String> more) {
    var settings =
        new HashMap<>(Map.of("issuer", name(), "audience", "jit-jdbc", "client-id", client));
    settings.putAll(more);
    settings.values().removeIf(String::isEmpty);
    return provider.create(SettingValues.of("jit.subject." + provider.name() + ".", settings));
  }

  /** A broker that exchanges tokens for those of the shop's database. */
  CredentialBroker broker(String client, Map<String, String> more) {
    var settings =
        new HashMap<>(Map.of("issuer", name(), "client-id", client, "audience", "shop-db"));
    settings.putAll(more);
    return Providers.named(CredentialBrokerProvider.class, "jit.broker", "token-exchange")
        .create(SettingValues.of("jit.broker.token-exchange.", settings));
  }

  /** Its script starts Java as a child. */
  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    children.forEach(ProcessHandle::destroy);
    children.forEach(child -> child.onExit().orTimeout(30, TimeUnit.SECONDS).join());
    process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
