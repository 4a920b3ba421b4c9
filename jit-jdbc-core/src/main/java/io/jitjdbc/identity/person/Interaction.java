package io.jitjdbc.identity.person;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import io.jitjdbc.access.RefusedException;

/** One way to let a person sign in. */
interface Interaction {

  /** The tokens of whoever signed in; waits for the person. */
  AccessTokenResponse signIn() throws RefusedException;
}
