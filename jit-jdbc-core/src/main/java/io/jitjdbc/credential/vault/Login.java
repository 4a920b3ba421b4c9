package io.jitjdbc.credential.vault;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.settings.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** A login with a JWT, as the auth methods {@code jwt} and {@code kubernetes} take it. */
final class Login {
  private final VaultApi api;
  private final VaultCall call;
  private final String role;
  private final @Nullable Path file;
  private final InstantSource clock;

  /**
   * @param role empty for the auth method's default role
   * @param file what holds the JWT, read at every login; null for the subject's own token
   */
  Login(VaultApi api, VaultCall call, String role, @Nullable Path file, InstantSource clock) {
    this.api = api;
    this.call = call;
    this.role = role;
    this.file = file;
    this.clock = clock;
  }

  /** What requests must have in common to share a client token. */
  Object sharedBy(LeaseRequest request) {
    // The whole subject: its groups may be what its policies come from.
    return file == null ? request.subject() : file;
  }

  ClientToken login(LeaseRequest request) throws RefusedException {
    var body = new HashMap<String, Object>();
    body.put("jwt", file == null ? ownToken(request) : read(file));
    if (!role.isEmpty()) {
      body.put("role", role);
    }
    Instant now = clock.instant();
    return token(api.login(call, body), now);
  }

  private ClientToken token(VaultAnswer answer, Instant now) throws RefusedException {
    VaultFields auth = answer.fields().object("auth").orElse(null);
    if (auth == null) {
      throw VaultRefusal.unlike(call, "auth is missing");
    }
    if (auth.object("mfa_requirement").isPresent()) {
      throw VaultRefusal.refused(
          "No lease: Vault asks for a second factor at "
              + call.path()
              + ", which a driver cannot give. Exempt this login from it");
    }
    String text = auth.text("client_token");
    Duration life = auth.duration("lease_duration").orElse(null);
    if (text.isEmpty() || life == null) {
      throw VaultRefusal.unlike(call, "client_token or lease_duration is missing or absurd");
    }
    return ClientToken.issued(text, auth.says("renewable"), now, life);
  }

  private static String ownToken(LeaseRequest request) throws RefusedException {
    if (!request.token().isPresent()) {
      throw VaultRefusal.refused(
          "No lease: Vault wants the subject's own token, and this subject has none. Sign in with"
              + " a token, or name a file that holds one in jit.broker.vault.jwt.file");
    }
    return request.token().reveal();
  }

  private static String read(Path file) throws RefusedException {
    try {
      return SecretFile.read(file);
    } catch (IOException e) {
      throw new RefusedException(
          SqlState.UNREACHABLE,
          "No lease: the token for Vault cannot be read ("
              + e.getMessage()
              + "). Let it be mounted or written there, or correct jit.broker.vault.jwt.file.");
    }
  }
}
