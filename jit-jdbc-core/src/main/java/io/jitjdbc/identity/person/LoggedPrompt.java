package io.jitjdbc.identity.person;

import java.io.Console;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to the log, and to the console of a program that has one. */
final class LoggedPrompt implements SignInPrompt {
  private static final Logger LOG = LoggerFactory.getLogger(SignInPrompt.class);

  @Override
  public void show(Invitation invitation) {
    String text = text(invitation);
    LOG.warn("{}", text);
    Console console = System.console();
    if (console != null) {
      console.writer().println(text);
      console.flush();
    }
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
