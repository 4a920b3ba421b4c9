package io.jitjdbc.examples.quickstart;

import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;

/** What stands around the story: the shop, the issuer, the policy's file and the audit's. */
final class World implements AutoCloseable {
  private final Shop shop;
  private final LocalIssuer issuer;
  private final Path policy;
  private final AuditTrail trail;

  private World(Shop shop, LocalIssuer issuer, Path policy, AuditTrail trail) {
    this.shop = shop;
    this.issuer = issuer;
    this.policy = policy;
    this.trail = trail;
  }

  /** Keeps its files in that directory, where an older trail gives way. */
  static World create(Path directory) throws IOException, JOSEException, SQLException {
    Files.createDirectories(directory);
    Path policy = directory.resolve("policy.yaml").toAbsolutePath();
    try (InputStream text = World.class.getResourceAsStream("policy.yaml")) {
      Files.copy(Objects.requireNonNull(text), policy, StandardCopyOption.REPLACE_EXISTING);
    }
    Path audit = directory.resolve("audit.jsonl").toAbsolutePath();
    Files.deleteIfExists(audit);
    return new World(Shop.open(), LocalIssuer.start(), policy, new AuditTrail(audit));
  }

  Shop shop() {
    return shop;
  }

  LocalIssuer issuer() {
    return issuer;
  }

  AuditTrail trail() {
    return trail;
  }

  /** Where an export may go. */
  Path file(String name) {
    return policy.resolveSibling(name);
  }

  Path policy() {
    return policy;
  }

  /** How somebody connects who has that token. */
  Properties settings(String token) {
    return Settings.of(token, issuer.url(), policy, trail.file());
  }

  @Override
  public void close() throws SQLException {
    issuer.close();
    shop.close();
  }
}
