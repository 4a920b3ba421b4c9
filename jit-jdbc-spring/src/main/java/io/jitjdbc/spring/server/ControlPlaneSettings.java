package io.jitjdbc.spring.server;

import io.jitjdbc.identity.TokenReader;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.spring.server.people.Role;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;

/**
 * The settings {@code jit.server.*}.
 *
 * @param issuers whose tokens count, of drivers and of people alike: for each the settings of
 *     <code>jit.subject.oidc</code>, such as its URL and its audience
 * @param roles the groups whose people have a role
 * @param targets the databases that logins are leased of
 * @param seal keys that passwords are sealed with in the control plane's database; needed where
 *     there are targets
 * @param policies how policies are handed out; drivers have theirs from elsewhere if nothing is
 *     said
 * @param askingAudiences audiences of applications that people sign in at: a token for one of them
 *     lets its subject ask for approvals, beside the application's own, and do nothing else
 * @param idTokenAlgorithm by which the provider signs who has signed in at the console
 */
@ConfigurationProperties("jit.server")
public record ControlPlaneSettings(
    @DefaultValue List<Map<String, String>> issuers,
    @DefaultValue Map<Role, Set<String>> roles,
    @DefaultValue List<Target> targets,
    @DefaultValue Seal seal,
    @DefaultValue Policies policies,
    @DefaultValue Set<String> askingAudiences,
    @DefaultValue("RS256") SignatureAlgorithm idTokenAlgorithm) {

  /**
   * A database that logins are leased of.
   *
   * @param url as drivers spell it: the vendor's JDBC URL without properties
   * @param broker the name of who makes the logins, such as {@code mint} or {@code vault}
   * @param settings the broker's own, as below {@code jit.broker.<name>}
   * @param groups whose members may have one; empty for everybody
   * @param longest how long a lease may last
   * @param purposeRequired whether a purpose must be given
   * @param renewable whether the broker can give a lease more time
   * @param connectionProperties what the vendor's driver needs besides
   */
  public record Target(
      String url,
      String broker,
      @DefaultValue Map<String, String> settings,
      @DefaultValue Set<String> groups,
      @DefaultValue("15m") Duration longest,
      @DefaultValue("false") boolean purposeRequired,
      @DefaultValue("false") boolean renewable,
      @DefaultValue Map<String, String> connectionProperties) {
    public Target {
      settings = Map.copyOf(settings);
      groups = Set.copyOf(groups);
      connectionProperties = Map.copyOf(connectionProperties);
    }

    /** Without the broker's settings: a password may be among them. */
    @Override
    public String toString() {
      return "target " + url;
    }
  }

  /**
   * Keys that passwords are sealed with.
   *
   * @param current the name of the one for new passwords
   * @param keys 32 bytes each, in base64, by name; the others are for what is sealed already
   */
  public record Seal(@DefaultValue("") String current, @DefaultValue Map<String, String> keys) {
    public Seal {
      keys = Map.copyOf(keys);
    }

    /** Without the keys. */
    @Override
    public String toString() {
      return "seal " + current;
    }
  }

  /**
   * How policies are handed out.
   *
   * @param issuer who signs them, as drivers have it in {@code jit.policy.signed.issuer}
   * @param keyFile a file with the private key that signs them, as a JWK; empty if none are signed
   * @param initial a policy file that counts for every target as long as nobody rolled anything out
   * @param secondPerson whether somebody else than its author has to roll a version out
   */
  public record Policies(
      @DefaultValue("") String issuer,
      @DefaultValue("") String keyFile,
      @DefaultValue("") String initial,
      @DefaultValue("false") boolean secondPerson) {
    public Policies {
      if (issuer.isEmpty() != keyFile.isEmpty()) {
        throw new InvalidSettingException(
            "jit.server.policies needs both issuer and key-file, or none of them");
      }
      if (!initial.isEmpty() && keyFile.isEmpty()) {
        throw new InvalidSettingException(
            "jit.server.policies.initial is handed out signed: give issuer and key-file as well");
      }
    }

    /** Whether leases bring a policy. */
    public boolean areSigned() {
      return !keyFile.isEmpty();
    }
  }

  public ControlPlaneSettings {
    issuers = List.copyOf(issuers);
    roles = Map.copyOf(roles);
    targets = List.copyOf(targets);
    askingAudiences = Set.copyOf(askingAudiences);
    if (!targets.isEmpty() && !seal.keys().containsKey(seal.current())) {
      throw new InvalidSettingException(
          "jit.server.seal.keys is required where there are targets, with a key by the name that"
              + " jit.server.seal.current says: 32 random bytes in base64, as openssl rand -base64"
              + " 32 prints them");
    }
    if (issuers.isEmpty()) {
      throw new InvalidSettingException(
          "jit.server.issuers is required: name at least one issuer, by its issuer and audience");
    }
  }

  /** The issuers' settings, by the names that they are declared with. */
  public List<SettingValues> issuerValues() {
    return issuers.stream()
        .map(
            given ->
                values(
                    "jit.server.issuers[" + issuers.indexOf(given) + "].",
                    given,
                    TokenReader.settings()))
        .toList();
  }

  static SettingValues values(
      String prefix, Map<String, String> given, List<Setting<?>> declarations) {
    var values = new HashMap<String, String>();
    given.forEach((name, text) -> values.put(declared(prefix, name, declarations), text));
    return SettingValues.of(prefix, values);
  }

  /** Environment variables know neither dots nor dashes nor cases. */
  private static String declared(String prefix, String name, List<Setting<?>> declarations) {
    return declarations.stream()
        .map(Setting::name)
        .filter(declared -> plain(declared).equals(plain(name)))
        .findFirst()
        .orElseThrow(() -> new InvalidSettingException(prefix + name + " is no setting"));
  }

  private static String plain(String name) {
    return name.replaceAll("[-._]", "").toLowerCase(Locale.ROOT);
  }
}
