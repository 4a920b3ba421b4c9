package io.jitjdbc.bundle;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

/** A browser of its own process that goes wherever it is sent. */
final class ScriptedBrowser {
  private ScriptedBrowser() {}

  /** What a setting that names a program and its arguments takes. */
  static String command() {
    return String.join(
        ",",
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        Bundle.jarOf(ScriptedBrowser.class).toString(),
        ScriptedBrowser.class.getName());
  }

  public static void main(String[] arguments) throws Exception {
    HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();
    client.send(HttpRequest.newBuilder(URI.create(arguments[0])).build(), BodyHandlers.ofString());
  }
}
