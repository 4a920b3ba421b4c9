package io.jitjdbc.spring.signin;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What an administrator does to a realm of Keycloak. */
final class KeycloakAdmin {
  static final String NAME = "admin";

  private static final Pattern SESSION = Pattern.compile("\\{\"id\":\"([^\"]+)\"");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String address;
  private final String realm;
  private final String password;

  KeycloakAdmin(String address, String realm, String password) {
    this.address = address;
    this.realm = realm;
    this.password = password;
  }

  /** From now on the realm signs with a new key; the old one goes on to be published. */
  void addSigningKey(String name) {
    Map<String, Object> key =
        Map.of(
            "name",
            name,
            "parentId",
            realm,
            "providerId",
            "rsa-generated",
            "providerType",
            "org.keycloak.keys.KeyProvider",
            "config",
            Map.of(
                "priority", List.of("200"),
                "enabled", List.of("true"),
                "active", List.of("true"),
                "algorithm", List.of("RS256")));
    administer("POST", "/components", key);
  }

  void setEnabled(String user, boolean enabled) {
    administer("PUT", "/users/" + id(user), Map.of("enabled", enabled));
  }

  /** Ends all sessions, and tokens of before are refused: those for use offline as well. */
  void signOut(String user) {
    administer("POST", "/users/" + id(user) + "/logout", Map.of());
  }

  /** As when they have been idle for too long. */
  void endSessions(String user) {
    String sessions = administer("GET", "/users/" + id(user) + "/sessions", Map.of());
    SESSION
        .matcher(sessions)
        .results()
        .forEach(found -> administer("DELETE", "/sessions/" + found.group(1), Map.of()));
  }

  private String id(String user) {
    String found = administer("GET", "/users?exact=true&username=" + user, Map.of());
    // A list of one.
    return (String) object(found.substring(1, found.length() - 1)).get("id");
  }

  private String administer(String method, String path, Map<String, Object> body) {
    String token = token("master", Map.of("client_id", "admin-cli"), NAME, password);
    return send(
        HttpRequest.newBuilder(URI.create(address + "/admin/realms/" + realm + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(JSONObjectUtils.toJSONString(body)))
            .build());
  }

  /** A person's access token, got by their password: the shortest way to one. */
  String tokenOf(String user, String password) {
    var client = Map.of("client_id", "terminal", "client_secret", Keycloak.secretOf("terminal"));
    return token(realm, client, user, password);
  }

  private String token(String realm, Map<String, String> client, String user, String password) {
    String form =
        fields(client)
            + "&"
            + fields(Map.of("grant_type", "password", "username", user, "password", password));
    String answer =
        send(
            HttpRequest.newBuilder(
                    URI.create(address + "/realms/" + realm + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
    return (String) object(answer).get("access_token");
  }

  private static String fields(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static Map<String, Object> object(String json) {
    try {
      return JSONObjectUtils.parse(json);
    } catch (ParseException e) {
      throw new IllegalStateException(json, e);
    }
  }

  private static String send(HttpRequest request) {
    try {
      HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IOException(request + ": " + answer.statusCode() + " " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
