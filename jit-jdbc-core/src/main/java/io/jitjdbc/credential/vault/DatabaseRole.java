package io.jitjdbc.credential.vault;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.credential.DatabaseCredential;
import java.time.Duration;
import java.util.UUID;

/** A role of the database secrets engine, and how its answers are read. */
final class DatabaseRole {

  /** Whose login it is. */
  enum Kind {
    /** One made for the lease. */
    DYNAMIC,
    /** A standing one, whose password Vault changes from time to time. */
    STATIC
  }

  private final Kind kind;
  private final VaultCall call;

  DatabaseRole(Kind kind, String mount, String role) {
    this.kind = kind;
    this.call = VaultCall.credentials(mount, kind == Kind.DYNAMIC ? "creds" : "static-creds", role);
  }

  /**
   * What Vault leased.
   *
   * @param id what Vault knows it by; our own name where Vault has none
   * @param life from when it was asked
   * @param isRevocable whether Vault can end it before its time
   */
  record Leased(
      String id,
      DatabaseCredential credential,
      Duration life,
      boolean isRenewable,
      boolean isRevocable) {}

  VaultCall call() {
    return call;
  }

  Leased read(VaultAnswer answer) throws RefusedException {
    VaultFields fields = answer.fields();
    VaultFields data = fields.object("data").orElse(null);
    if (data == null) {
      throw VaultRefusal.unlike(call, "data is missing");
    }
    return kind == Kind.DYNAMIC ? leased(fields, data) : lent(data);
  }

  private Leased leased(VaultFields fields, VaultFields data) throws RefusedException {
    String id = fields.text("lease_id");
    Duration life = fields.duration("lease_duration").orElse(Duration.ZERO);
    if (id.isEmpty() || life.isZero()) {
      throw VaultRefusal.unlike(call, "lease_id or lease_duration is missing or absurd");
    }
    return new Leased(id, credential(data), life, fields.says("renewable"), true);
  }

  private Leased lent(VaultFields data) throws RefusedException {
    Duration life = data.duration("ttl").orElse(null);
    if (life == null) {
      throw VaultRefusal.unlike(call, "ttl is missing or absurd");
    }
    if (life.isZero()) {
      throw VaultRefusal.unreachable(
          "No lease: Vault is about to change the password of " + call.path() + ". Try again");
    }
    String id = call.path() + "/" + UUID.randomUUID();
    return new Leased(id, credential(data), life, false, false);
  }

  private DatabaseCredential credential(VaultFields data) throws RefusedException {
    String user = data.text("username");
    String password = data.text("password");
    if (user.isEmpty() || password.isEmpty()) {
      throw VaultRefusal.unlike(call, "username or password is missing");
    }
    return new DatabaseCredential(user, password);
  }
}
