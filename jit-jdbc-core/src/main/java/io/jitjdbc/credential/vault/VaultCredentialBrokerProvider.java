package io.jitjdbc.credential.vault;

import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.CredentialBrokerProvider;
import io.jitjdbc.remote.HttpService;
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
import java.util.regex.Pattern;

/**
 * {@code jit.broker=vault}: leases are those of the database secrets engine of HashiCorp Vault or
 * OpenBao, dynamic ones or the standing logins of static roles.
 *
 * <p><b>Guarantees</b>: with {@code auth=jwt} Vault sees each subject by its own token, and decides
 * by its own policies; a lease never lasts longer than in Vault; dynamic ones are revoked at their
 * end, Vault's tokens when the broker is closed. <b>Does not protect against</b> a session that the
 * database keeps open after Vault has dropped its login: the connection itself is torn down at the
 * lease's end, but others that were opened with the login are not. A static role's login stays good
 * until Vault changes its password.
 */
public final class VaultCredentialBrokerProvider implements CredentialBrokerProvider {
  private static final Pattern NAME = Pattern.compile("\\w([\\w.@-]*\\w)?");
  private static final Pattern PATH = Pattern.compile("\\w[\\w.@-]*(/\\w[\\w.@-]*)*/?");
  private static final Kind<String> NAME_KIND = kind("a name as Vault takes it", NAME);
  private static final Kind<String> PATH_KIND = kind("a path such as database or team/db", PATH);
  private static final Path SERVICE_ACCOUNT =
      Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token");

  static final Setting<URI> ADDRESS =
      Setting.of("address", ServiceAddress.KIND, "Vault's URL, without /v1.");
  static final Setting<String> NAMESPACE =
      Setting.of("namespace", PATH_KIND, "The namespace that everything below is in.");
  static final Setting<VaultAuth> AUTH =
      Setting.of("auth", Kind.choice(VaultAuth.class), "jwt", "How to sign in to Vault.");
  static final Setting<String> AUTH_MOUNT =
      Setting.of(
          "auth.mount", PATH_KIND, "Where the auth method is mounted, if not at its own name.");
  static final Setting<String> AUTH_ROLE =
      Setting.of(
          "auth.role",
          NAME_KIND,
          "The auth method's role; with auth=jwt its default role stands in for it.");
  static final Setting<Path> JWT_FILE =
      Setting.of(
          "jwt.file",
          Kind.FILE,
          "A file that holds the token to sign in with, read at every login. With auth=jwt it"
              + " replaces the subject's own token; with auth=kubernetes it is the service"
              + " account's one by default.");
  static final Setting<Path> TOKEN_FILE =
      Setting.of(
          "token.file",
          Kind.FILE,
          "With auth=token-file: the file in which an agent keeps Vault's token; read at every"
              + " use.");
  static final Setting<String> MOUNT =
      Setting.of("mount", PATH_KIND, "database", "Where the database secrets engine is mounted.");
  static final Setting<String> ROLE =
      Setting.of("role", NAME_KIND, "The database role that leases are made of.");
  static final Setting<DatabaseRole.Kind> ROLE_KIND =
      Setting.of(
          "role.kind",
          Kind.choice(DatabaseRole.Kind.class),
          "dynamic",
          "dynamic: a login for each lease; static: the standing login of a static role.");
  static final Setting<Duration> TIMEOUT =
      Setting.of("timeout", Kind.DURATION, "10s", "How long Vault may take for each answer.");
  static final Setting<Duration> MAX_TTL =
      Setting.of("max-ttl", Kind.DURATION, "1h", "No lease lasts longer, not even a renewed one.");

  private final InstantSource clock;

  /** For {@link java.util.ServiceLoader}. */
  public VaultCredentialBrokerProvider() {
    this(InstantSource.system());
  }

  VaultCredentialBrokerProvider(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "vault";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(
        ADDRESS,
        NAMESPACE,
        AUTH,
        AUTH_MOUNT,
        AUTH_ROLE,
        JWT_FILE,
        TOKEN_FILE,
        MOUNT,
        ROLE,
        ROLE_KIND,
        TIMEOUT,
        MAX_TTL);
  }

  @Override
  public CredentialBroker create(SettingValues values) {
    Duration maxTtl = longerThanNothing(values, MAX_TTL);
    var http = new HttpService(values.get(ADDRESS), longerThanNothing(values, TIMEOUT));
    var api = new VaultApi(http, values.find(NAMESPACE).orElse(""));
    var role =
        new DatabaseRole(values.get(ROLE_KIND), trimmed(values.get(MOUNT)), values.get(ROLE));
    return new VaultBroker(api, tokens(values, api), role, maxTtl, clock);
  }

  private ClientTokens tokens(SettingValues values, VaultApi api) {
    return switch (values.get(AUTH)) {
      case JWT -> signedIn(values, api, values.find(AUTH_ROLE).orElse(""));
      case KUBERNETES -> signedIn(values, api, values.get(AUTH_ROLE));
      case TOKEN_FILE -> new TokenFile(values.get(TOKEN_FILE));
    };
  }

  private ClientTokens signedIn(SettingValues values, VaultApi api, String role) {
    if (values.find(TOKEN_FILE).isPresent()) {
      throw new InvalidSettingException(
          "token.file of the vault broker is for auth=token-file only; drop one of the two");
    }
    VaultAuth auth = values.get(AUTH);
    String mount = trimmed(values.find(AUTH_MOUNT).orElse(auth.spelled()));
    Path file = values.find(JWT_FILE).orElse(auth == VaultAuth.KUBERNETES ? SERVICE_ACCOUNT : null);
    var login = new Login(api, VaultCall.login(auth, mount, role), role, file, clock);
    return new SignedIn(api, login, clock);
  }

  private static Duration longerThanNothing(SettingValues values, Setting<Duration> setting) {
    Duration duration = values.get(setting);
    if (duration.isZero()) {
      throw new InvalidSettingException(
          setting.name() + " of the vault broker must be longer than nothing");
    }
    return duration;
  }

  private static Kind<String> kind(String expects, Pattern pattern) {
    return new Kind<>(expects, List.of(), text -> matching(pattern, text));
  }

  private static String matching(Pattern pattern, String text) {
    if (!pattern.matcher(text).matches()) {
      throw new IllegalArgumentException();
    }
    return text;
  }

  private static String trimmed(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
