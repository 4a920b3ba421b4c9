package io.jitjdbc.approval.signed;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.access.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;

/** The pinned keys in a JWKS file, which is read anew each time. */
final class KeyRing {
  /** The member of a JWK that says which channel's key it is; people's own keys have none. */
  private static final String CHANNEL = "channel";

  private final Path file;

  /**
   * A public key.
   *
   * @param channel by which answers come that it may vouch for; empty if it is a person's
   */
  record Pinned(ECKey key, String channel) {}

  KeyRing(Path file) {
    this.file = file;
  }

  /**
   * The key of that name.
   *
   * @throws RefusedException if the file cannot be read, or the name is not one key's alone
   */
  Optional<Pinned> find(String kid) throws RefusedException {
    Pinned found = null;
    try {
      for (Map<String, Object> entry : entries()) {
        if (!kid.equals(entry.get("kid"))) {
          continue;
        }
        if (found != null) {
          throw refused("has two keys of one kid");
        }
        found = pinned(entry);
      }
    } catch (IOException | ParseException e) {
      // Without the cause, which may quote the file.
      throw refused("cannot be read as a JWKS");
    }
    return Optional.ofNullable(found);
  }

  private Map<String, Object>[] entries() throws IOException, ParseException {
    Map<String, Object> root = JSONObjectUtils.parse(Files.readString(file));
    Map<String, Object>[] keys = JSONObjectUtils.getJSONObjectArray(root, "keys");
    if (keys == null) {
      throw new ParseException("no keys", 0);
    }
    return keys;
  }

  private static Pinned pinned(Map<String, Object> entry) throws ParseException {
    if (!(JWK.parse(entry) instanceof ECKey key)) {
      throw new ParseException("no EC key", 0);
    }
    Object channel = entry.getOrDefault(CHANNEL, "");
    if (!(channel instanceof String name)) {
      throw new ParseException("no channel", 0);
    }
    return new Pinned(key.toPublicJWK(), name);
  }

  private RefusedException refused(String why) {
    return RefusedException.denied("the file of approvers' keys " + file.getFileName() + " " + why);
  }
}
