package io.jitjdbc.enforcement;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jitjdbc.policy.PolicyDecisionPoint;
import io.jitjdbc.policy.PolicyDecisionPointProvider;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** The shop's policy in a file, decided by the product's own decision point. */
final class PolicyFile implements AutoCloseable {
  private final Path path;

  PolicyFile() {
    try {
      path = Files.createTempFile("shop", ".yaml");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    write(shop());
  }

  /** The text of the policy that all tests share. */
  static String shop() {
    try (InputStream input = PolicyFile.class.getResourceAsStream("shop.yaml")) {
      return new String(Objects.requireNonNull(input).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(String policy) {
    try {
      Files.writeString(path, policy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Looks at the file for every decision. */
  PolicyDecisionPoint open() {
    return Providers.named(PolicyDecisionPointProvider.class, "jit.policy", "yaml")
        .create(
            SettingValues.of("jit.policy.yaml.", Map.of("file", path.toString(), "reload", "0ms")));
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
