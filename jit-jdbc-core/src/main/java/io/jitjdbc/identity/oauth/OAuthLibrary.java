package io.jitjdbc.identity.oauth;

import io.jitjdbc.settings.InvalidSettingException;
import java.util.function.Supplier;

/** The OAuth library is optional: only these providers need it. */
public final class OAuthLibrary {
  private OAuthLibrary() {}

  /**
   * What is made with the library.
   *
   * @throws InvalidSettingException if it is not there
   */
  public static <T> T needed(String provider, Supplier<T> made) {
    try {
      return made.get();
    } catch (NoClassDefFoundError e) {
      throw new InvalidSettingException(
          "jit.subject="
              + provider
              + " needs the OAuth library: put the jar com.nimbusds:oauth2-oidc-sdk with its"
              + " dependencies on the class path");
    }
  }
}
