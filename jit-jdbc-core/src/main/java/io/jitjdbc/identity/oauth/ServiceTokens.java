package io.jitjdbc.identity.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.TokenResponse;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.identity.SubjectResolver;
import io.jitjdbc.identity.TokenVerification;
import io.jitjdbc.identity.source.IssuedToken;
import io.jitjdbc.identity.source.Patience;
import io.jitjdbc.identity.source.RenewedTokens;
import io.jitjdbc.settings.SettingValues;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;

/** Access tokens that a service gets by itself. */
final class ServiceTokens {
  /** Discovery and the token request have five seconds each. */
  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(12), Duration.ofSeconds(2));

  private final AuthorizationServer server;
  private final GrantMaking grants;
  private final InstantSource clock;

  /** Makes what is shown to the server for a token. */
  @FunctionalInterface
  interface GrantMaking {
    AuthorizationGrant grant() throws RefusedException;
  }

  private ServiceTokens(AuthorizationServer server, GrantMaking grants, InstantSource clock) {
    this.server = server;
    this.grants = grants;
    this.clock = clock;
  }

  static SubjectResolver resolver(SettingValues values, GrantMaking grants, InstantSource clock) {
    var server = AuthorizationServer.from(values, clock, TokenWish.from(values));
    var service = new ServiceTokens(server, grants, clock);
    var tokens = new RenewedTokens(before -> service.issue(), PATIENCE, clock);
    return TokenVerification.resolver(values, clock, tokens);
  }

  private IssuedToken issue() throws RefusedException {
    AuthorizationGrant grant = grants.grant();
    URI endpoint = server.endpoint(server.document(), "token_endpoint");
    TokenResponse answer = server.ask(endpoint, grant);
    if (!answer.indicatesSuccess()) {
      throw server.refused(answer.toErrorResponse().getErrorObject());
    }
    return Granted.accessToken(answer.toSuccessResponse(), clock.instant());
  }
}
