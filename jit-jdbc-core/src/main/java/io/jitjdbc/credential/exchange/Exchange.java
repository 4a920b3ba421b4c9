package io.jitjdbc.credential.exchange;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.Token;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.settings.SecretFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Exchanges tokens by RFC 8693. */
final class Exchange {
  private final TokenEndpoint endpoint;
  private final ClientLogin client;
  private final Terms terms;
  private final InstantSource clock;

  /**
   * What is asked for.
   *
   * @param actor the file with the token of who acts for the subject; null if nobody does
   */
  record Terms(
      List<String> audience,
      List<URI> resources,
      List<String> scope,
      TokenType subjectType,
      @Nullable Path actor) {
    Terms {
      audience = List.copyOf(audience);
      resources = List.copyOf(resources);
      scope = List.copyOf(scope);
    }
  }

  Exchange(TokenEndpoint endpoint, ClientLogin client, Terms terms, InstantSource clock) {
    this.endpoint = endpoint;
    this.client = client;
    this.terms = terms;
    this.clock = clock;
  }

  ExchangedToken exchange(PresentedToken subject) throws RefusedException {
    URI address = endpoint.address();
    TokenRequest.Builder request = client.request(address, grant(subject));
    if (!terms.scope().isEmpty()) {
      request.scope(new Scope(terms.scope().toArray(String[]::new)));
    }
    if (!terms.resources().isEmpty()) {
      request.resources(terms.resources().toArray(URI[]::new));
    }
    Instant now = clock.instant();
    return ExchangedToken.of(endpoint.send(request.build()), now, address);
  }

  private TokenExchangeGrant grant(PresentedToken subject) throws RefusedException {
    Token actor = terms.actor() == null ? null : new BearerAccessToken(read(terms.actor()));
    List<Audience> audience = Audience.create(terms.audience());
    return new TokenExchangeGrant(
        new BearerAccessToken(subject.reveal()),
        uri(terms.subjectType()),
        actor,
        actor == null ? null : TokenTypeURI.JWT,
        TokenTypeURI.ACCESS_TOKEN,
        audience.isEmpty() ? null : audience);
  }

  private static TokenTypeURI uri(TokenType type) {
    try {
      return TokenTypeURI.parse(type.uri());
    } catch (ParseException e) {
      throw new IllegalStateException("the names of RFC 8693 are URIs", e);
    }
  }

  private static String read(Path file) throws RefusedException {
    try {
      return SecretFile.read(file);
    } catch (IOException e) {
      throw ExchangeRefusal.unreachable(
          "No lease: the actor's token cannot be read (" + e.getMessage() + ")");
    }
  }
}
