package io.jitjdbc.identity.oauth;

import com.nimbusds.oauth2.sdk.Scope;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which token is asked for: how an issuer is told the audience differs from product to product. */
public final class TokenWish {
  private final List<String> scopes;
  private final Optional<URI> resource;
  private final Map<String, String> others;

  private TokenWish(List<String> scopes, Optional<URI> resource, Map<String, String> others) {
    this.scopes = scopes;
    this.resource = resource;
    this.others = others;
  }

  /** As the settings say. */
  public static TokenWish from(SettingValues values) {
    return from(values, ClientSettings.SCOPE);
  }

  /** The same with a default of one's own for the scope. */
  public static TokenWish from(SettingValues values, Setting<List<String>> scope) {
    return new TokenWish(
        values.find(scope).orElse(List.of()),
        values.find(ClientSettings.RESOURCE),
        values
            .find(ClientSettings.REQUEST_AUDIENCE)
            .map(audience -> Map.of("audience", audience))
            .orElse(Map.of()));
  }

  /** The scopes. */
  public Scope scope() {
    return new Scope(scopes.toArray(String[]::new));
  }

  /** The resource, if one was asked for. */
  public Optional<URI> resource() {
    return resource;
  }

  /** Parameters of the request that no standard names, by their names. */
  public Map<String, String> others() {
    return others;
  }
}
