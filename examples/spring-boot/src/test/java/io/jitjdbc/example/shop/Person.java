package io.jitjdbc.example.shop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
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

/** Somebody with a browser: keeps cookies, goes where they are sent, and fills in forms. */
final class Person {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(Redirect.NORMAL)
          .build();

  private Person() {}

  /** Somebody who has signed in at the provider, whom that page has sent there. */
  static Person signedIn(String name, URI page) throws IOException, InterruptedException {
    var person = new Person();
    person.submit(page, "/login", Map.of("username", name, "password", name));
    return person;
  }

  HttpResponse<String> get(URI page) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(page).header("Accept", "text/html,*/*;q=0.8").build(),
        BodyHandlers.ofString());
  }

  /**
   * Fills in a form.
   *
   * @param page that has one, or leads to it
   * @param path where it goes to
   */
  HttpResponse<String> submit(URI page, String path, Map<String, String> fields)
      throws IOException, InterruptedException {
    HttpResponse<String> form = get(page);
    Matcher token = TOKEN.matcher(form.body());
    if (!token.find()) {
      throw new AssertionError("there is no form on " + form.uri() + ":\n" + form.body());
    }
    String body =
        fields.entrySet().stream()
            .map(field -> field.getKey() + '=' + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&", "", "&_csrf=" + token.group(1)));
    return client.send(
        HttpRequest.newBuilder(form.uri().resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }
}
