package io.jitjdbc.credential.exchange;

import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.CredentialBrokerProvider;
import io.jitjdbc.credential.LoginName;
import io.jitjdbc.remote.ServiceAddress;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * {@code jit.broker=token-exchange}: the subject's token is exchanged (RFC 8693) for one that the
 * database takes as a password.
 *
 * <p>Needs the jar {@code com.nimbusds:oauth2-oidc-sdk}.
 *
 * <p><b>Guarantees</b>: a lease is of the subject whose token was exchanged, and never outlives the
 * exchanged token; tokens go to the token endpoint and to the database, nowhere else. <b>Does not
 * protect against</b> use of an exchanged token elsewhere until it ends: no standard takes it back.
 * Connections are torn down at the lease's end in any case.
 */
public final class TokenExchangeBrokerProvider implements CredentialBrokerProvider {
  private static final Kind<List<URI>> RESOURCES =
      new Kind<>(
          "a comma-separated list of absolute URIs without fragment",
          List.of(),
          TokenExchangeBrokerProvider::resources);

  static final Setting<URI> ISSUER =
      Setting.of(
          "issuer",
          ServiceAddress.KIND,
          "The issuer whose discovery document names the token endpoint.");
  static final Setting<URI> TOKEN_ENDPOINT =
      Setting.of(
          "token-endpoint", ServiceAddress.KIND, "The token endpoint itself, instead of issuer.");
  static final Setting<String> CLIENT_ID =
      Setting.of("client-id", Kind.TEXT, "The OAuth client that exchanges tokens.");
  static final Setting<Path> CLIENT_SECRET_FILE =
      Setting.of(
          "client-secret.file",
          Kind.FILE,
          "A file that holds the client's secret; read at every exchange.");
  static final Setting<Path> CLIENT_KEY_FILE =
      Setting.of(
          "client-key.file",
          Kind.FILE,
          "A file that holds the client's private key as a JWK (private_key_jwt), instead of a"
              + " secret; read at every exchange.");
  static final Setting<List<String>> AUDIENCE =
      Setting.of("audience", Kind.LIST, "For whom the exchanged token is to be.");
  static final Setting<List<URI>> RESOURCE =
      Setting.of("resource", RESOURCES, "Where the exchanged token is to be used.");
  static final Setting<List<String>> SCOPE =
      Setting.of("scope", Kind.LIST, "What the exchanged token is to allow.");
  static final Setting<TokenType> SUBJECT_TOKEN_TYPE =
      Setting.of(
          "subject-token-type",
          Kind.choice(TokenType.class),
          "access-token",
          "What the subject's own token is.");
  static final Setting<Path> ACTOR_TOKEN_FILE =
      Setting.of(
          "actor-token.file",
          Kind.FILE,
          "A file that holds the JWT of who acts for the subject; read at every exchange.");
  static final Setting<LoginName> USER =
      Setting.of(
          "user", LoginName.KIND, "{name}", "The database user: fixed, or with {name} or {id}.");
  static final Setting<Duration> TIMEOUT =
      Setting.of("timeout", Kind.DURATION, "10s", "How long an exchange may take.");
  static final Setting<Duration> MAX_TTL =
      Setting.of("max-ttl", Kind.DURATION, "1h", "Leases that would last longer are shortened.");

  private final InstantSource clock;

  /** For {@link java.util.ServiceLoader}. */
  public TokenExchangeBrokerProvider() {
    this(InstantSource.system());
  }

  TokenExchangeBrokerProvider(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "token-exchange";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(
        ISSUER,
        TOKEN_ENDPOINT,
        CLIENT_ID,
        CLIENT_SECRET_FILE,
        CLIENT_KEY_FILE,
        AUDIENCE,
        RESOURCE,
        SCOPE,
        SUBJECT_TOKEN_TYPE,
        ACTOR_TOKEN_FILE,
        USER,
        TIMEOUT,
        MAX_TTL);
  }

  @Override
  public CredentialBroker create(SettingValues values) {
    try {
      var terms =
          new Exchange.Terms(
              values.find(AUDIENCE).orElse(List.of()),
              values.find(RESOURCE).orElse(List.of()),
              values.find(SCOPE).orElse(List.of()),
              values.get(SUBJECT_TOKEN_TYPE),
              values.find(ACTOR_TOKEN_FILE).orElse(null));
      var exchange = new Exchange(endpoint(values), client(values), terms, clock);
      Duration maxTtl = longerThanNothing(values, MAX_TTL);
      return new TokenExchangeBroker(exchange, values.get(USER), maxTtl, clock);
    } catch (NoClassDefFoundError e) {
      throw new InvalidSettingException(
          "jit.broker=token-exchange needs the OAuth 2.0 SDK: put the jar"
              + " com.nimbusds:oauth2-oidc-sdk and what it depends on on the class path");
    }
  }

  private static TokenEndpoint endpoint(SettingValues values) {
    Duration timeout = longerThanNothing(values, TIMEOUT);
    URI issuer = values.find(ISSUER).orElse(null);
    if (issuer == null) {
      return TokenEndpoint.at(values.get(TOKEN_ENDPOINT), timeout);
    }
    if (values.find(TOKEN_ENDPOINT).isPresent()) {
      throw both(ISSUER, TOKEN_ENDPOINT);
    }
    return TokenEndpoint.of(issuer, timeout);
  }

  private ClientLogin client(SettingValues values) {
    String id = values.get(CLIENT_ID);
    Path secret = values.find(CLIENT_SECRET_FILE).orElse(null);
    Path key = values.find(CLIENT_KEY_FILE).orElse(null);
    if (secret != null && key != null) {
      throw both(CLIENT_SECRET_FILE, CLIENT_KEY_FILE);
    }
    if (key != null) {
      return new ClientLogin(id, ClientLogin.Method.KEY, key, clock);
    }
    var method = secret == null ? ClientLogin.Method.NONE : ClientLogin.Method.SECRET;
    return new ClientLogin(id, method, secret, clock);
  }

  private static InvalidSettingException both(Setting<?> one, Setting<?> other) {
    return new InvalidSettingException(
        one.name()
            + " and "
            + other.name()
            + " of the token-exchange broker are both given; keep the one that is meant");
  }

  private static Duration longerThanNothing(SettingValues values, Setting<Duration> setting) {
    Duration duration = values.get(setting);
    if (duration.isZero()) {
      throw new InvalidSettingException(
          setting.name() + " of the token-exchange broker must be longer than nothing");
    }
    return duration;
  }

  private static List<URI> resources(String text) {
    List<URI> resources = Kind.LIST.parser().apply(text).stream().map(URI::create).toList();
    if (!resources.stream().allMatch(uri -> uri.isAbsolute() && uri.getFragment() == null)) {
      throw new IllegalArgumentException();
    }
    return resources;
  }
}
