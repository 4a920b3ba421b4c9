package io.jitjdbc.spring.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file that a person's tokens are kept in. */
record KeptTokens(Path file) {
  private static final Pattern REFRESH = Pattern.compile("\"refresh_token\":\"([^\"]+)\"");

  String refreshToken() throws IOException {
    Matcher found = REFRESH.matcher(Files.readString(file));
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  /** As if the access token had been got long ago. */
  void age() throws IOException {
    Files.writeString(
        file,
        Files.readString(file)
            .replaceFirst("\"end\":\"[^\"]+\"", "\"end\":\"2020-01-01T00:00:00Z\""));
  }
}
