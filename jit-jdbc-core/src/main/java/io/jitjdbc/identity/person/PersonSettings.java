package io.jitjdbc.identity.person;

import io.jitjdbc.identity.TokenVerification;
import io.jitjdbc.identity.oauth.ClientSettings;
import io.jitjdbc.identity.oauth.TokenUse;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The settings of sign-ins by people. */
final class PersonSettings {
  static final Setting<List<String>> SCOPE =
      Setting.of(
          ClientSettings.SCOPE.name(),
          ClientSettings.SCOPE.kind(),
          "openid",
          ClientSettings.SCOPE.description());
  static final Setting<TokenUse> USE =
      Setting.of(
          "use",
          Kind.choice(TokenUse.class),
          "access-token",
          "Which of the issuer's tokens says who signed in.");
  static final Setting<Path> CACHE_FILE =
      Setting.of(
          "cache.file",
          Kind.FILE,
          "A file of the owner's alone to keep the tokens in; without it they are kept in memory.");

  private PersonSettings() {}

  /** How long a person may take to sign in. */
  static Setting<Duration> timeout(String standard) {
    return Setting.of(
        "timeout", Kind.DURATION, standard, "How long the person may take to sign in.");
  }

  static List<Setting<?>> all(Setting<?>... first) {
    var own = new ArrayList<Setting<?>>(List.of(first));
    own.addAll(
        List.of(
            ClientSettings.ID,
            ClientSettings.SECRET_FILE,
            ClientSettings.KEY_FILE,
            ClientSettings.KEY_ID,
            ClientSettings.KEY_AUDIENCE,
            SCOPE,
            ClientSettings.RESOURCE,
            ClientSettings.REQUEST_AUDIENCE,
            USE,
            CACHE_FILE));
    return TokenVerification.settings(own.toArray(Setting<?>[]::new));
  }
}
