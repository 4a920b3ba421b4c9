package io.jitjdbc.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.signed.AnswerSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Approvers and channels with keys of their own, and the files that say whose they are. */
public final class SigningPeople {
  private final Path directory;
  private final Map<String, ECKey> keys = new LinkedHashMap<>();
  private final Map<String, String> channels = new HashMap<>();
  private final Map<String, Map<String, Object>> entries = new LinkedHashMap<>();

  public SigningPeople(Path directory) {
    this.directory = directory;
    write();
  }

  /** The public keys. */
  public Path keys() {
    return directory.resolve("keys.jwks");
  }

  /** Who they are. */
  public Path approvers() {
    return directory.resolve("approvers.yaml");
  }

  /** The settings that pin them. */
  public Map<String, String> settings() {
    return Map.of("keys.file", keys().toString(), "approvers.file", approvers().toString());
  }

  /** Puts a person into both files, with these groups and no others, under the id as the kid. */
  public synchronized SigningPeople know(Subject person) {
    keys.computeIfAbsent(person.id(), SigningPeople::generate);
    var entry = new LinkedHashMap<String, Object>();
    entry.put("issuer", person.issuer());
    entry.put("id", person.id());
    entry.put("name", person.name());
    entry.put("groups", List.copyOf(new TreeSet<>(person.groups())));
    entry.put("key", person.id());
    entry.putAll(named(person));
    if (!entry.equals(entries.put(person.key(), entry))) {
      write();
    }
    return this;
  }

  /** What channels call them: their name, with an at sign. */
  private static Map<String, String> named(Subject person) {
    return Map.of("slack", "U" + person.name(), "webhook", "@" + person.name());
  }

  /** Leaves a person in the file of approvers, but without groups. */
  public synchronized void expel(Subject person) {
    know(new Subject(person.issuer(), person.id(), person.name(), Set.of()));
  }

  /** Takes a key out. */
  public synchronized void unpin(String kid) {
    keys.remove(kid);
    write();
  }

  /** The file of a new private key that is pinned as that channel's. */
  public synchronized Path channelKey(String kid, String channel) {
    channels.put(kid, channel);
    keys.computeIfAbsent(kid, SigningPeople::generate);
    write();
    return keyFile(kid);
  }

  /** The file of a private key. */
  public synchronized Path keyFile(String kid) {
    return write(directory.resolve(kid + ".jwk"), keys.get(kid).toJSONString());
  }

  /** What signs as that person, whom the files know. */
  public synchronized AnswerSigner signer(Subject person) {
    return AnswerSigner.with(key(person.id()).toJSONString());
  }

  /** A pinned key with its private part. */
  public synchronized ECKey key(String kid) {
    return keys.get(kid);
  }

  /** A key that no file has. */
  public static ECKey generate(String kid) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private void write() {
    List<Map<String, Object>> set = keys.values().stream().map(this::pinned).toList();
    write(keys(), JSONObjectUtils.toJSONString(Map.of("keys", set)));
    Map<String, Object> people = Map.of("approvers", List.copyOf(entries.values()));
    // JSON is YAML.
    write(approvers(), JSONObjectUtils.toJSONString(people));
  }

  private Map<String, Object> pinned(ECKey key) {
    var fields = new HashMap<>(key.toPublicJWK().toJSONObject());
    String channel = channels.get(key.getKeyID());
    if (channel != null) {
      fields.put("channel", channel);
    }
    return fields;
  }

  /** At once, for those who read at the same time. */
  private Path write(Path file, String text) {
    try {
      Path part = Files.createTempFile(directory, "part", null);
      Files.writeString(part, text);
      return Files.move(
          part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
