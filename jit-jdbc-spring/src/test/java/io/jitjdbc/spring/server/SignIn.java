package io.jitjdbc.spring.server;

import io.jitjdbc.access.Subject;
import io.jitjdbc.testing.SubjectTokens;
import io.jitjdbc.testing.TestIssuer;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** People who sign in at the console, by the steps of a browser and a provider. */
public final class SignIn {
  private SignIn() {}

  /** That person's browser, signed in. */
  public static Http as(RunningControlPlane controlPlane, TestIssuer issuer, Subject person) {
    var browser = new Http(controlPlane.address());
    HttpResponse<String> begun = browser.get("/oauth2/authorization/test");
    URI provider = URI.create(begun.headers().firstValue("Location").orElseThrow());
    var tokens = new SubjectTokens(issuer, Instant::now);
    String idToken =
        issuer.sign(
            tokens
                .claims(person, Instant.now().plusSeconds(300))
                .audience("console")
                .claim("nonce", parameter(provider, "nonce"))
                .build());
    issuer.answer(
        "/token",
        form ->
            TestIssuer.Reply.ok(
                Map.of(
                    "access_token",
                    "opaque",
                    "token_type",
                    "Bearer",
                    "expires_in",
                    300,
                    "id_token",
                    idToken)));
    browser.get("/login/oauth2/code/test?code=any&state=" + raw(provider, "state"));
    return browser;
  }

  private static String parameter(URI address, String name) {
    return URLDecoder.decode(raw(address, name), StandardCharsets.UTF_8);
  }

  private static String raw(URI address, String name) {
    for (String pair : address.getRawQuery().split("&", -1)) {
      if (pair.startsWith(name + '=')) {
        return pair.substring(name.length() + 1);
      }
    }
    throw new AssertionError("no " + name + " in " + address);
  }
}
