package io.jitjdbc.identity.oauth;

/** Which of the tokens that an issuer gives says who somebody is. */
public enum TokenUse {
  /** The one for the audience that was asked for; some issuers do not make it a JWT. */
  ACCESS_TOKEN,
  /** The one for the client itself. */
  ID_TOKEN
}
