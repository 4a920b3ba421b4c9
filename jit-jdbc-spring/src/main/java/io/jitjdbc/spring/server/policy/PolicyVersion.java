package io.jitjdbc.spring.server.policy;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.policy.yaml.YamlPolicy;
import java.time.Instant;

/**
 * A policy as somebody wrote it. Never changed.
 *
 * @param number counts up
 * @param digest what drivers and audit events call it
 * @param text the YAML text
 * @param note what its author says about it
 */
public record PolicyVersion(
    long number, String digest, String text, String note, Author author, Instant at) {
  public PolicyVersion {
    requireNonNull(digest);
    requireNonNull(text);
    requireNonNull(note);
    requireNonNull(author);
    requireNonNull(at);
  }

  /** Who wrote it. */
  public record Author(String key, String name) {
    public Author {
      requireNonNull(key);
      requireNonNull(name);
    }
  }

  /** What it says. It was read without an error when it was kept. */
  public YamlPolicy policy() {
    return YamlPolicy.readElsewhere("version " + number, text);
  }
}
