package io.jitjdbc.spring.signin;

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
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A person with a browser: follows redirects, keeps cookies and fills in the forms they meet. */
final class Person {
  static final String PASSWORD = "ann's own";

  private static final Pattern INPUT = Pattern.compile("<input[^>]*>");
  private static final Pattern ATTRIBUTE = Pattern.compile("(name|value)=\"([^\"]*)\"");
  private static final Pattern ACTION = Pattern.compile("<form[^>]*action=\"([^\"]*)\"");

  private final String name;
  private final String password;
  private final HttpClient http =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager(new LoopbackCookies(), null))
          .followRedirects(Redirect.ALWAYS)
          .build();

  Person() {
    this("ann", PASSWORD);
  }

  Person(String name, String password) {
    this.name = name;
    this.password = password;
  }

  /** Goes there on a thread of their own, as a browser does. */
  CompletableFuture<String> goes(URI address) {
    return CompletableFuture.supplyAsync(() -> browse(address));
  }

  /** The text of the page where they end up. */
  String browse(URI address) {
    HttpResponse<String> page = send(HttpRequest.newBuilder(address).build());
    if (page.body().contains("name=\"password\"")) {
      page = submit(page, Map.of("username", name, "password", password));
    }
    if (page.body().contains("consent")) {
      page = submit(page, Map.of());
    }
    return page.statusCode() + " " + page.body();
  }

  /** What the page filled in already, and what the person adds. */
  private HttpResponse<String> submit(HttpResponse<String> page, Map<String, String> typed) {
    var fields = new LinkedHashMap<>(typed);
    Matcher inputs = INPUT.matcher(page.body());
    while (inputs.find()) {
      var attributes =
          ATTRIBUTE
              .matcher(inputs.group())
              .results()
              .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
      if (attributes.containsKey("name") && attributes.containsKey("value")) {
        fields.putIfAbsent(attributes.get("name"), attributes.get("value"));
      }
    }
    Matcher action = ACTION.matcher(page.body());
    URI target =
        action.find() ? page.uri().resolve(action.group(1).replace("&amp;", "&")) : page.uri();
    return send(
        HttpRequest.newBuilder(target)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form(fields)))
            .build());
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
