package io.jitjdbc.identity.oauth;

import com.nimbusds.oauth2.sdk.ErrorObject;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.identity.SignIn;
import io.jitjdbc.remote.ForeignText;
import io.jitjdbc.settings.SettingValues;
import java.util.List;

/** From an OAuth error (RFC 6749 section 5.2) to what to do about it. */
final class ServerErrors {
  private ServerErrors() {}

  /**
   * @param secrets that the server was sent, and could repeat
   */
  static RefusedException refused(ErrorObject error, SettingValues values, List<String> secrets) {
    String code = error.getCode() == null ? "" : error.getCode();
    String why = "the issuer answered " + said(error, code, secrets);
    return switch (code) {
      case "temporarily_unavailable", "server_error" -> SignIn.impossible(why, "Try again later");
      default -> SignIn.refused(why, next(code, values));
    };
  }

  private static String said(ErrorObject error, String code, List<String> secrets) {
    if (code.isEmpty()) {
      return "with status " + error.getHTTPStatusCode();
    }
    String description = error.getDescription();
    return ForeignText.explained(code, secrets)
        + (description == null ? "" : " (" + ForeignText.explained(description, secrets) + ")");
  }

  private static String next(String code, SettingValues values) {
    return switch (code) {
      case "invalid_client" ->
          "Check "
              + values.nameOf(ClientSettings.ID)
              + " and the file of the client's secret or key";
      case "unauthorized_client", "unsupported_grant_type" ->
          "Let the issuer allow this kind of sign-in to the client";
      case "invalid_scope" -> "Correct " + values.nameOf(ClientSettings.SCOPE);
      case "invalid_target" -> "Correct " + values.nameOf(ClientSettings.RESOURCE);
      case "access_denied" -> "Sign in again, or ask whoever may grant it";
      default -> "See why in the issuer's log";
    };
  }
}
