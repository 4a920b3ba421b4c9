package io.jitjdbc.identity.oauth;

import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.JWTBearerGrant;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.identity.SignIn;
import io.jitjdbc.settings.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;

/** An assertion that the platform keeps in a file and replaces from time to time. */
record AssertionFile(Path file, String setting) implements ServiceTokens.GrantMaking {

  @Override
  public AuthorizationGrant grant() throws RefusedException {
    try {
      return new JWTBearerGrant(SignedJWT.parse(SecretFile.read(file)));
    } catch (IOException e) {
      throw refused("the assertion cannot be read (" + e.getMessage() + ")");
    } catch (ParseException | IllegalArgumentException e) {
      // Without the cause: it may quote the assertion.
      throw refused("the assertion in " + file + " is not a signed JWT");
    }
  }

  private RefusedException refused(String why) {
    return SignIn.refused(why, "Let the agent that writes the file run, or correct " + setting);
  }
}
