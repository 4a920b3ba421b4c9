package io.jitjdbc.identity.person;

import io.jitjdbc.identity.TokenVerification;
import io.jitjdbc.identity.oauth.OAuthClient;
import io.jitjdbc.identity.oauth.TokenUse;
import io.jitjdbc.identity.oauth.TokenWish;
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
          TokenWish.SCOPE.name(), TokenWish.SCOPE.kind(), "openid", TokenWish.SCOPE.description());
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
            OAuthClient.ID,
            OAuthClient.SECRET_FILE,
            OAuthClient.KEY_FILE,
            OAuthClient.KEY_ID,
            OAuthClient.KEY_AUDIENCE,
            SCOPE,
            TokenWish.RESOURCE,
            TokenWish.REQUEST_AUDIENCE,
            USE,
            CACHE_FILE));
    return TokenVerification.settings(own.toArray(Setting<?>[]::new));
  }
}
