package io.jitjdbc.identity.person;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationRequest;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationResponse;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.device.DeviceCode;
import com.nimbusds.oauth2.sdk.device.DeviceCodeGrant;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.identity.SignIn;
import io.jitjdbc.identity.oauth.AuthorizationServer;
import io.jitjdbc.remote.IssuerDocument;
import io.jitjdbc.remote.ServiceAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** The person signs in on a device of their choice and types a code there (RFC 8628). */
final class DeviceSignIn implements Interaction {
  private static final Duration SLOWER = Duration.ofSeconds(5);
  private static final Duration SLOWEST = Duration.ofMinutes(1);

  private final AuthorizationServer server;
  private final SignInPrompt prompt;
  private final Duration timeout;
  private final InstantSource clock;
  private final Pause pause;

  DeviceSignIn(
      AuthorizationServer server,
      SignInPrompt prompt,
      Duration timeout,
      InstantSource clock,
      Pause pause) {
    this.server = server;
    this.prompt = prompt;
    this.timeout = timeout;
    this.clock = clock;
    this.pause = pause;
  }

  @Override
  public AccessTokenResponse signIn() throws RefusedException {
    IssuerDocument document = server.document();
    URI tokens = server.endpoint(document, "token_endpoint");
    DeviceAuthorizationSuccessResponse begun =
        begin(server.endpoint(document, "device_authorization_endpoint"));
    Instant end = end(begun);
    prompt.show(invitation(begun, end));
    return poll(tokens, begun, end);
  }

  private DeviceAuthorizationSuccessResponse begin(URI endpoint) throws RefusedException {
    try {
      var answer =
          DeviceAuthorizationResponse.parse(server.send(request(endpoint).toHTTPRequest()));
      if (!answer.indicatesSuccess()) {
        throw server.refused(answer.toErrorResponse().getErrorObject());
      }
      DeviceAuthorizationSuccessResponse begun = answer.toSuccessResponse();
      if (ServiceAddress.isSafe(begun.getVerificationURI())) {
        return begun;
      }
    } catch (ParseException e) {
      // Said below, without the cause: it may quote the device's code.
    }
    throw server.unreadable(endpoint);
  }

  private DeviceAuthorizationRequest request(URI endpoint) throws RefusedException {
    var scope = server.wish().scope();
    var others = new HashMap<String, List<String>>();
    server.wish().others().forEach((name, value) -> others.put(name, List.of(value)));
    server.wish().resource().ifPresent(uri -> others.put("resource", List.of(uri.toString())));
    Optional<ClientAuthentication> proof = server.client().proof();
    proof.ifPresent(
        it ->
            server
                .client()
                .nameBesideProof(it)
                .forEach((name, value) -> others.put(name, List.of(value))));
    return proof.isPresent()
        ? new DeviceAuthorizationRequest(endpoint, proof.get(), scope, others)
        : new DeviceAuthorizationRequest(
            endpoint, server.client().id().orElseThrow(), scope, others);
  }

  private Instant end(DeviceAuthorizationSuccessResponse begun) {
    Duration theirs = Duration.ofSeconds(begun.getLifetime());
    return clock.instant().plus(theirs.compareTo(timeout) < 0 ? theirs : timeout);
  }

  private static SignInPrompt.Invitation invitation(
      DeviceAuthorizationSuccessResponse begun, Instant end) {
    URI address = begun.getVerificationURI();
    URI direct = begun.getVerificationURIComplete();
    boolean offered = direct != null && ServiceAddress.isSafe(direct);
    return new SignInPrompt.Invitation(
        address, begun.getUserCode().getValue(), offered ? direct : address, end);
  }

  private AccessTokenResponse poll(
      URI endpoint, DeviceAuthorizationSuccessResponse begun, Instant end) throws RefusedException {
    Duration interval = Duration.ofSeconds(Math.max(1, begun.getInterval()));
    while (clock.instant().plus(interval).isBefore(end)) {
      rest(interval);
      Optional<TokenResponse> answer = ask(endpoint, begun.getDeviceCode());
      if (answer.isPresent() && answer.get().indicatesSuccess()) {
        return answer.get().toSuccessResponse();
      }
      interval = answer.isPresent() ? next(interval, answer.get()) : doubled(interval);
    }
    throw SignIn.refused(
        "nobody typed the code in time", "Connect again, and sign in with the new code");
  }

  /** Empty if the server did not answer: then it is left alone for longer each time. */
  private Optional<TokenResponse> ask(URI endpoint, DeviceCode code) throws RefusedException {
    try {
      return Optional.of(server.redeem(endpoint, new DeviceCodeGrant(code)));
    } catch (RefusedException e) {
      if (e.state() == SqlState.UNREACHABLE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Duration next(Duration interval, TokenResponse answer) throws RefusedException {
    ErrorObject error = answer.toErrorResponse().getErrorObject();
    return switch (Optional.ofNullable(error.getCode()).orElse("")) {
      case "authorization_pending" -> interval;
      case "slow_down" -> interval.plus(SLOWER);
      case "expired_token" ->
          throw SignIn.refused(
              "nobody typed the code in time", "Connect again, and sign in with the new code");
      default -> throw server.refused(error);
    };
  }

  private static Duration doubled(Duration interval) {
    Duration twice = interval.multipliedBy(2);
    return twice.compareTo(SLOWEST) < 0 ? twice : SLOWEST;
  }

  private void rest(Duration interval) throws RefusedException {
    try {
      pause.of(interval);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SignIn.interrupted();
    }
  }
}
