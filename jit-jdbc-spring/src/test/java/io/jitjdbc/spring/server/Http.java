package io.jitjdbc.spring.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A caller of one server, with cookies of their own; follows no redirect by itself. */
public final class Http {
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final URI server;
  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(Redirect.NEVER)
          .build();

  public Http(URI server) {
    this.server = server;
  }

  public HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).build());
  }

  public HttpResponse<String> send(String method, String path, String body, String... headers) {
    return send(request(path, headers).method(method, BodyPublishers.ofString(body)).build());
  }

  /** Fills in the form on a page, with the token that it carries. */
  public HttpResponse<String> submit(String page, String path, Map<String, String> fields) {
    Matcher token = CSRF.matcher(get(page).body());
    if (!token.find()) {
      throw new AssertionError("there is no form on " + page);
    }
    return form(path, fields, token.group(1));
  }

  public HttpResponse<String> form(String path, Map<String, String> fields, String token) {
    String body =
        fields.entrySet().stream()
            .map(field -> field.getKey() + '=' + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&", "", "&_csrf=" + URLEncoder.encode(token, UTF_8)));
    return send("POST", path, body, "Content-Type", "application/x-www-form-urlencoded");
  }

  /** Goes wherever they are sent, on this server and others. */
  public HttpResponse<String> follow(HttpResponse<String> answer) {
    HttpResponse<String> at = answer;
    while (at.statusCode() / 100 == 3) {
      URI next = at.uri().resolve(at.headers().firstValue("Location").orElseThrow());
      at = send(HttpRequest.newBuilder(next).build());
    }
    return at;
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
