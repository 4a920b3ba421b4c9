package io.jitjdbc.credential.vault;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.credential.LeaseRequest;

/** The client tokens that a broker works with. Thread-safe. */
interface ClientTokens {

  /** One that is good for the request, and not about to end. */
  ClientToken token(LeaseRequest request) throws RefusedException;

  /**
   * Gives up a token that Vault does not know any more; false if there is no sense in asking for
   * another one.
   */
  boolean giveUp(LeaseRequest request, ClientToken refused);

  /** Ends the tokens that are ours; true if every lease ended with them. */
  boolean end();
}
