package io.jitjdbc.identity.oauth;

import io.jitjdbc.identity.TokenVerification;
import io.jitjdbc.settings.Setting;
import java.util.ArrayList;
import java.util.List;

/** The settings of whoever asks an authorization server for tokens. */
final class ServiceSettings {
  private ServiceSettings() {}

  static List<Setting<?>> all(Setting<?>... first) {
    var own = new ArrayList<Setting<?>>(List.of(first));
    own.addAll(
        List.of(
            OAuthClient.ID,
            OAuthClient.SECRET_FILE,
            OAuthClient.KEY_FILE,
            OAuthClient.KEY_ID,
            OAuthClient.KEY_AUDIENCE,
            TokenWish.SCOPE,
            TokenWish.RESOURCE,
            TokenWish.REQUEST_AUDIENCE));
    return TokenVerification.settings(own.toArray(Setting<?>[]::new));
  }
}
