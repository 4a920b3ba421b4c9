package io.jitjdbc.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What nobody may find, on the screen or in a file. */
final class Secrets {
  private Secrets() {}

  static void assertNoneIn(String story, Path directory) throws IOException {
    var written = new StringBuilder(story);
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        written.append(Files.readString(file));
      }
    }
    String all = written.toString();
    // Or nothing was looked at.
    assertThat(all).contains("•••••", "\"type\":\"statement.decided\"", "classification:");
    // eyJ is how every token begins.
    assertThat(all).doesNotContain(Shop.PASSWORD, "eyJ");
    for (Customer customer : Customer.all()) {
      assertThat(all)
          .doesNotContainIgnoringCase(customer.email())
          .doesNotContain(customer.ssn(), customer.card(), customer.born().toString());
    }
  }
}
