package io.jitjdbc.spring.server;

import io.jitjdbc.identity.TokenReader;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.spring.server.people.Role;
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
 *     {@code jit.subject.oidc}, such as {@code issuer}, {@code audience} and {@code groups-claim}
 * @param roles the groups whose people have a role
 * @param idTokenAlgorithm by which the provider signs who has signed in at the console
 */
@ConfigurationProperties("jit.server")
public record ControlPlaneSettings(
    @DefaultValue List<Map<String, String>> issuers,
    @DefaultValue Map<Role, Set<String>> roles,
    @DefaultValue("RS256") SignatureAlgorithm idTokenAlgorithm) {

  public ControlPlaneSettings {
    issuers = List.copyOf(issuers);
    roles = Map.copyOf(roles);
    if (issuers.isEmpty()) {
      throw new InvalidSettingException(
          "jit.server.issuers is required: name at least one issuer, by its issuer and audience");
    }
  }

  /** The issuers' settings, by the names that they are declared with. */
  public List<SettingValues> issuerValues() {
    return issuers.stream().map(this::values).toList();
  }

  private SettingValues values(Map<String, String> given) {
    String prefix = "jit.server.issuers[" + issuers.indexOf(given) + "].";
    var values = new HashMap<String, String>();
    given.forEach((name, text) -> values.put(declared(prefix, name), text));
    return SettingValues.of(prefix, values);
  }

  /** Environment variables know neither dots nor dashes nor cases. */
  private static String declared(String prefix, String name) {
    return TokenReader.settings().stream()
        .map(Setting::name)
        .filter(declared -> plain(declared).equals(plain(name)))
        .findFirst()
        .orElseThrow(() -> new InvalidSettingException(prefix + name + " is no setting"));
  }

  private static String plain(String name) {
    return name.replaceAll("[-._]", "").toLowerCase(Locale.ROOT);
  }
}
