package io.jitjdbc.credential.vault;

/** How a client token is come by. */
enum VaultAuth {
  /** A login with a JWT: the subject's own token, or one out of a file. */
  JWT("jwt"),
  /** A login with the JWT of a Kubernetes service account. */
  KUBERNETES("kubernetes"),
  /** None: an agent keeps a client token in a file. */
  TOKEN_FILE("token-file");

  private final String spelled;

  VaultAuth(String spelled) {
    this.spelled = spelled;
  }

  /** As settings spell it. */
  String spelled() {
    return spelled;
  }
}
