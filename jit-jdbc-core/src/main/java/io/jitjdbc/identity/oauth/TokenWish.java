package io.jitjdbc.identity.oauth;

import com.nimbusds.oauth2.sdk.Scope;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which token is asked for: how an issuer is told the audience differs from product to product. */
public final class TokenWish {
  public static final Setting<List<String>> SCOPE =
      Setting.of("scope", Kind.LIST, "The scopes to ask for, with commas between them.");
  public static final Setting<URI> RESOURCE =
      Setting.of(
          "resource",
          new Kind<>("an absolute URI without fragment", List.of(), TokenWish::resource),
          "The resource to ask a token for (RFC 8707), where the issuer wants that.");
  public static final Setting<String> REQUEST_AUDIENCE =
      Setting.of(
          "request-audience",
          Kind.TEXT,
          "The audience to ask for in a parameter of that name, where the issuer wants that.");

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
    return from(values, SCOPE);
  }

  /** The same with a default of one's own for the scope. */
  public static TokenWish from(SettingValues values, Setting<List<String>> scope) {
    return new TokenWish(
        values.find(scope).orElse(List.of()),
        values.find(RESOURCE),
        values
            .find(REQUEST_AUDIENCE)
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

  private static URI resource(String text) {
    URI uri = URI.create(text);
    if (!uri.isAbsolute() || uri.getFragment() != null) {
      throw new IllegalArgumentException();
    }
    return uri;
  }
}
