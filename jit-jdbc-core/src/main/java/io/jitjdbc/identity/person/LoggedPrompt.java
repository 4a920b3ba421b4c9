package io.jitjdbc.identity.person;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the log, and not to the console: from Java 22 on there is one even where a program's
 * output is read by another.
 */
final class LoggedPrompt implements SignInPrompt {
  private static final Logger LOG = LoggerFactory.getLogger(SignInPrompt.class);

  @Override
  public void show(Invitation invitation) {
    LOG.warn("{}", text(invitation));
  }

  private static String text(Invitation invitation) {
    String where = "Sign in to the database at " + invitation.address();
    if (invitation.code().isEmpty()) {
      return where + " in a browser on this machine, until " + invitation.end();
    }
    return where
        + " with the code "
        + invitation.code()
        + " (or at "
        + invitation.direct()
        + "), until "
        + invitation.end();
  }
}
