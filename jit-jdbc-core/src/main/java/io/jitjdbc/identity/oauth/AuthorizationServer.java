package io.jitjdbc.identity.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.identity.SignIn;
import io.jitjdbc.identity.TokenVerification;
import io.jitjdbc.remote.HttpService;
import io.jitjdbc.remote.IssuerDocument;
import io.jitjdbc.remote.IssuerHttp;
import io.jitjdbc.settings.SettingValues;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;

/** Asks one issuer for tokens, as one client. Thread-safe; keeps nothing. */
public final class AuthorizationServer {
  private static final int SERVER_ERROR = 500;

  private final SettingValues values;
  private final IssuerHttp http;
  private final OAuthClient client;
  private final TokenWish wish;

  private AuthorizationServer(SettingValues values, OAuthClient client, TokenWish wish) {
    this.values = values;
    this.http = new IssuerHttp(TokenVerification.issuer(values));
    this.client = client;
    this.wish = wish;
  }

  /** As the settings say. */
  public static AuthorizationServer from(
      SettingValues values, InstantSource clock, TokenWish wish) {
    return new AuthorizationServer(values, OAuthClient.from(values, clock), wish);
  }

  /** Who asks. */
  public OAuthClient client() {
    return client;
  }

  /** What is asked for. */
  public TokenWish wish() {
    return wish;
  }

  /**
   * What the server says about itself now.
   *
   * @throws RefusedException {@code 08001} if it does not
   */
  public IssuerDocument document() throws RefusedException {
    try {
      return http.document();
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /**
   * The address of one of its services.
   *
   * @throws RefusedException {@code 08001} if it has none that is safe to talk to
   */
  public URI endpoint(IssuerDocument document, String name) throws RefusedException {
    try {
      return document.endpoint(name);
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /** Asks for a token of the scopes that are wished for; the answer may be an error. */
  public TokenResponse ask(URI endpoint, AuthorizationGrant grant) throws RefusedException {
    return ask(endpoint, grant, wish.scope());
  }

  /** Asks for the token that was agreed on before; the answer may be an error. */
  public TokenResponse redeem(URI endpoint, AuthorizationGrant grant) throws RefusedException {
    return ask(endpoint, grant, new Scope());
  }

  private TokenResponse ask(URI endpoint, AuthorizationGrant grant, Scope scope)
      throws RefusedException {
    TokenRequest.Builder request = request(endpoint, grant);
    if (!scope.isEmpty()) {
      request.scope(scope);
    }
    wish.resource().ifPresent(request::resource);
    wish.others().forEach(request::customParameter);
    HTTPResponse answer = send(request.build().toHTTPRequest());
    try {
      return OIDCTokenResponseParser.parse(answer);
    } catch (ParseException e) {
      throw unreadable(endpoint);
    }
  }

  private TokenRequest.Builder request(URI endpoint, AuthorizationGrant grant)
      throws RefusedException {
    Optional<ClientAuthentication> proof = client.proof();
    if (proof.isPresent()) {
      var request = new TokenRequest.Builder(endpoint, proof.get(), grant);
      client.nameBesideProof(proof.get()).forEach(request::customParameter);
      return request;
    }
    return client
        .id()
        .map(id -> new TokenRequest.Builder(endpoint, id, grant))
        .orElseGet(() -> new TokenRequest.Builder(endpoint, grant));
  }

  /**
   * Sends one request within our limits of time and size.
   *
   * @throws RefusedException {@code 08001} if there is no answer, or it says that the server fails
   */
  public HTTPResponse send(HTTPRequest request) throws RefusedException {
    URI address = request.getURI();
    var headers = new LinkedHashMap<String, String>();
    request.getHeaderMap().forEach((name, content) -> headers.put(name, content.get(0)));
    try {
      HttpService.Answer answer = http.post(address, headers, request.getBody());
      if (answer.status() >= SERVER_ERROR) {
        throw new IOException(address + " answered with status " + answer.status());
      }
      return response(answer);
    } catch (IOException e) {
      throw unreachable(e);
    } catch (ParseException e) {
      throw unreadable(address);
    }
  }

  private static HTTPResponse response(HttpService.Answer answer) throws ParseException {
    var response = new HTTPResponse(answer.status());
    String type = answer.headers().get("content-type");
    if (type != null) {
      response.setContentType(type);
    }
    response.setBody(answer.body());
    return response;
  }

  private RefusedException unreachable(IOException e) {
    if (e instanceof InterruptedIOException) {
      return SignIn.interrupted();
    }
    return SignIn.impossible(
        "the issuer cannot be asked (" + e.getMessage() + ")",
        "Check the network and " + values.nameOf(TokenVerification.ISSUER));
  }

  /** Without the cause: it may quote the answer. */
  public RefusedException unreadable(URI endpoint) {
    return SignIn.impossible(
        "the answer of " + endpoint + " is none that OAuth knows",
        "Check " + values.nameOf(TokenVerification.ISSUER) + " and what is in between");
  }

  /** What an error of the server means for whoever wants a token. */
  public RefusedException refused(ErrorObject error) {
    return ServerErrors.refused(error, values, client.secrets());
  }

  /** An error in the server's own words, fit for messages and logs. */
  public String said(ErrorObject error) {
    return ServerErrors.said(error, client.secrets());
  }
}
