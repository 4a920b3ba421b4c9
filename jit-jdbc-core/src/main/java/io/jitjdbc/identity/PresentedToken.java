package io.jitjdbc.identity;

import static java.util.Objects.requireNonNull;

/** A token as somebody presented it: not yet verified, and never shown. */
public final class PresentedToken {
  private static final PresentedToken NONE = new PresentedToken("");

  private final String text;

  private PresentedToken(String text) {
    this.text = requireNonNull(text);
  }

  public static PresentedToken of(String text) {
    return text.isBlank() ? NONE : new PresentedToken(text.trim());
  }

  /** Nothing was presented. */
  public static PresentedToken none() {
    return NONE;
  }

  public boolean isPresent() {
    return !text.isEmpty();
  }

  /** The token itself: hand it to a verifier or an issuer, to nothing else. */
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return isPresent() ? "token=***" : "no token";
  }
}
