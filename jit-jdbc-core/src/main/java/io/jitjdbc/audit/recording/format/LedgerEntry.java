package io.jitjdbc.audit.recording.format;

import com.nimbusds.jose.jwk.ECKey;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One line of a ledger: what a log's writer signs for. */
public sealed interface LedgerEntry {

  /** The line's {@code typ}: no entry can pass for one of another kind. */
  String type();

  /** Its own claims. */
  Map<String, Object> claims();

  /**
   * The first line: who writes this log.
   *
   * @param host the writer's host name
   * @param process the writer's process id there
   * @param version of the writing program
   * @param key the public key that signs the entries that follow
   */
  record Genesis(String host, long process, String version, ECKey key) implements LedgerEntry {
    static final String TYPE = "jit-genesis+jws";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public Map<String, Object> claims() {
      return Map.of(
          "host",
          host,
          "pid",
          process,
          "version",
          version,
          "jwk",
          key.toPublicJWK().toJSONObject());
    }
  }

  /** So far, a segment holds exactly this. */
  record Checkpoint(Extent extent) implements LedgerEntry {
    static final String TYPE = "jit-checkpoint+jws";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public Map<String, Object> claims() {
      return extent.claims();
    }
  }

  /**
   * A segment is complete and will never grow.
   *
   * @param reason size, age or closed
   * @param next the public key for what follows, whose forerunner is dropped now; empty if nothing
   *     does
   */
  record Seal(Extent extent, String reason, Optional<ECKey> next) implements LedgerEntry {
    static final String TYPE = "jit-seal+jws";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public Map<String, Object> claims() {
      var claims = new TreeMap<String, Object>(extent.claims());
      claims.put("reason", reason);
      next.ifPresent(key -> claims.put("next_jwk", key.toPublicJWK().toJSONObject()));
      return claims;
    }
  }

  /**
   * Another log ended without a seal; this is what was there when somebody looked.
   *
   * @param log its name
   * @param entries how many lines its ledger had
   * @param last digest of the ledger's last whole line
   * @param segment its last segment
   * @param bytes how long that was
   * @param tail digest of what that holds after the ledger's last checkpoint
   */
  record Predecessor(String log, long entries, String last, int segment, long bytes, String tail)
      implements LedgerEntry {
    static final String TYPE = "jit-predecessor+jws";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public Map<String, Object> claims() {
      return Map.of(
          "of", log, "entries", entries, "last", last, "seg", segment, "bytes", bytes, "tail",
          tail);
    }
  }

  /**
   * A sealed segment was deleted when its time was over.
   *
   * @param root of its Merkle tree, as its seal has it
   * @param rule how long segments are kept
   */
  record Tombstone(int segment, String root, String rule) implements LedgerEntry {
    static final String TYPE = "jit-tombstone+jws";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public Map<String, Object> claims() {
      return Map.of("seg", segment, "root", root, "rule", rule);
    }
  }

  /**
   * A segment's key was deleted: what it encrypts can be read by nobody any more.
   *
   * @param key digest of the file that was deleted
   */
  record Shredded(int segment, String key) implements LedgerEntry {
    static final String TYPE = "jit-shredded+jws";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public Map<String, Object> claims() {
      return Map.of("seg", segment, "key", key);
    }
  }

  /**
   * Nothing of the log is deleted until further notice, or from now on it may be again.
   *
   * @param on whether it is held
   */
  record Hold(boolean on, String reason) implements LedgerEntry {
    static final String TYPE = "jit-hold+jws";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public Map<String, Object> claims() {
      return Map.of("held", on ? "yes" : "no", "reason", reason);
    }
  }
}
