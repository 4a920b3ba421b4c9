package io.jitjdbc.identity.oauth;

import io.jitjdbc.identity.TokenVerification;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings of whoever asks an authorization server for tokens. They are apart from what uses
 * them, because they can be listed without the OAuth library.
 */
public final class ClientSettings {
  public static final Setting<String> ID =
      Setting.of("client-id", Kind.TEXT, "The client that is registered at the issuer.");
  public static final Setting<Path> SECRET_FILE =
      Setting.of("client-secret.file", Kind.FILE, "A file that holds the client's secret.");
  public static final Setting<Path> KEY_FILE =
      Setting.of(
          "client-key.file",
          Kind.FILE,
          "A file that holds the client's private key, as a JWK or as PKCS #8 in PEM.");
  public static final Setting<String> KEY_ID =
      Setting.of("client-key.id", Kind.TEXT, "The key's id (kid), if its file names none.");
  public static final Setting<String> KEY_AUDIENCE =
      Setting.of(
          "client-key.audience",
          Kind.TEXT,
          "Whom the client shows its key to, if that is not the issuer's URL.");
  public static final Setting<List<String>> SCOPE =
      Setting.of("scope", Kind.LIST, "The scopes to ask for, with commas between them.");
  public static final Setting<URI> RESOURCE =
      Setting.of(
          "resource",
          new Kind<>("an absolute URI without fragment", List.of(), ClientSettings::resource),
          "The resource to ask a token for (RFC 8707), where the issuer wants that.");
  public static final Setting<String> REQUEST_AUDIENCE =
      Setting.of(
          "request-audience",
          Kind.TEXT,
          "The audience to ask for in a parameter of that name, where the issuer wants that.");

  private ClientSettings() {}

  static List<Setting<?>> all(Setting<?>... first) {
    var own = new ArrayList<Setting<?>>(List.of(first));
    own.addAll(
        List.of(
            ID, SECRET_FILE, KEY_FILE, KEY_ID, KEY_AUDIENCE, SCOPE, RESOURCE, REQUEST_AUDIENCE));
    return TokenVerification.settings(own.toArray(Setting<?>[]::new));
  }

  private static URI resource(String text) {
    URI uri = URI.create(text);
    if (!uri.isAbsolute() || uri.getFragment() != null) {
      throw new IllegalArgumentException();
    }
    return uri;
  }
}
