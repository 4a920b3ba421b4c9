package io.jitjdbc.identity.person;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import io.jitjdbc.identity.oauth.TokenWish;
import java.net.URI;

/** What binds one sign-in's request, answer and tokens to each other. A class: it has secrets. */
final class Attempt {
  private final State state = new State();
  private final Nonce nonce = new Nonce();
  private final CodeVerifier verifier = new CodeVerifier();
  private final URI callback;

  Attempt(URI callback) {
    this.callback = callback;
  }

  State state() {
    return state;
  }

  Nonce nonce() {
    return nonce;
  }

  /** Where the browser goes. */
  URI request(URI endpoint, ClientID client, TokenWish wish) {
    var request =
        new AuthorizationRequest.Builder(ResponseType.CODE, client)
            .endpointURI(endpoint)
            .redirectionURI(callback)
            .scope(wish.scope())
            .state(state)
            .codeChallenge(verifier, CodeChallengeMethod.S256)
            .customParameter("nonce", nonce.getValue());
    wish.resource().ifPresent(request::resource);
    wish.others().forEach(request::customParameter);
    return request.build().toURI();
  }

  /** What the code is redeemed with. */
  AuthorizationCodeGrant grant(AuthorizationCode code) {
    return new AuthorizationCodeGrant(code, callback, verifier);
  }
}
