package io.jitjdbc.audit.recording;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditSinkProvider;
import io.jitjdbc.audit.recording.format.KeyEnvelope;
import io.jitjdbc.audit.recording.format.LedgerSigner;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.SecretFile;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code recording}: events and recordings in a log that proves itself; see RECORDING.md. */
public final class RecordingAuditProvider implements AuditSinkProvider {
  private static final Setting<Path> DIRECTORY =
      Setting.of(
          "directory",
          Kind.FILE,
          "Directory for logs; each process writes its own there. It has to exist.");
  private static final Setting<Path> SPILL =
      Setting.of(
          "spill",
          Kind.FILE,
          "",
          "Directory on another disk, to go on while the first one cannot be written. Without it,"
              + " statements are refused meanwhile.");
  private static final Setting<Boolean> FSYNC =
      Setting.of(
          "fsync",
          Kind.FLAG,
          "true",
          "Whether an event has to reach the disk before its statement runs, and so survives a"
              + " power failure too.");
  private static final Setting<Path> SIGNING_KEY =
      Setting.of(
          "signing-key",
          Kind.FILE,
          "",
          "File with a private EC key on P-256 as a JWK with kid, which signs for each new log."
              + " Without it, a log vouches for itself alone.");
  private static final Setting<Path> ENCRYPT_TO =
      Setting.of(
          "encrypt-to",
          Kind.FILE,
          "",
          "File with public keys (JWK set, EC or RSA, each with kid): what callers read is"
              + " encrypted so that only they can open it. Without it, it is not encrypted.");

  @Override
  public String name() {
    return "recording";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(DIRECTORY, SPILL, FSYNC, SIGNING_KEY, ENCRYPT_TO);
  }

  @Override
  public AuditSink create(SettingValues values) {
    var roots = new ArrayList<Path>();
    roots.add(directory(values, DIRECTORY));
    if (values.find(SPILL).isPresent()) {
      roots.add(directory(values, SPILL));
    }
    var plan =
        new LogPlan(
            roots, signer(values), recipients(values), values.get(FSYNC), LogPlan.Pace.USUAL);
    var current = new CurrentLog(plan, InstantSource.system());
    var logs = new ShippableLogs(roots, current::wrote);
    return new RecordingAuditSink(new LogWriter(current, logs::grew), logs);
  }

  private static Path directory(SettingValues values, Setting<Path> setting) {
    Path directory = values.get(setting).toAbsolutePath();
    if (!Files.isDirectory(directory)) {
      throw new InvalidSettingException(
          values.nameOf(setting) + ": the directory " + directory + " does not exist: create it");
    }
    if (!Files.isWritable(directory)) {
      throw new InvalidSettingException(
          values.nameOf(setting)
              + ": the directory "
              + directory
              + " is not writable: give this process the right to write it");
    }
    return directory;
  }

  private static Optional<LedgerSigner> signer(SettingValues values) {
    return values
        .find(SIGNING_KEY)
        .map(
            file -> {
              try {
                return LedgerSigner.parse(text(values, SIGNING_KEY, file));
              } catch (IllegalArgumentException e) {
                throw new InvalidSettingException(
                    values.nameOf(SIGNING_KEY)
                        + ": "
                        + file
                        + " has to hold a private EC key on P-256 as a JWK, with a kid");
              }
            });
  }

  private static List<JWK> recipients(SettingValues values) {
    return values.find(ENCRYPT_TO).map(file -> recipients(values, file)).orElse(List.of());
  }

  private static List<JWK> recipients(SettingValues values, Path file) {
    try {
      List<JWK> keys = JWKSet.parse(text(values, ENCRYPT_TO, file)).getKeys();
      if (!keys.isEmpty() && keys.stream().allMatch(KeyEnvelope::isRecipient)) {
        if (keys.stream().anyMatch(JWK::isPrivate)) {
          throw new InvalidSettingException(
              values.nameOf(ENCRYPT_TO)
                  + ": "
                  + file
                  + " holds a private key: leave that where recordings are read, and only the"
                  + " public one here");
        }
        return keys;
      }
    } catch (ParseException e) {
      // Said below.
    }
    throw new InvalidSettingException(
        values.nameOf(ENCRYPT_TO)
            + ": "
            + file
            + " has to hold a JWK set of public EC or RSA keys, each with a kid");
  }

  private static String text(SettingValues values, Setting<Path> setting, Path file) {
    try {
      return SecretFile.read(file);
    } catch (IOException e) {
      throw new InvalidSettingException(values.nameOf(setting) + ": " + e.getMessage());
    }
  }
}
