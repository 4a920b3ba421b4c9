package io.jitjdbc.spring.server.recordings;

import io.jitjdbc.settings.InvalidSettingException;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code jit.server.*} of logs.
 *
 * @param ledgerKeysFile JWK set of the keys that may sign for new logs; empty where nobody is
 *     pinned, and each log vouches for itself
 * @param recordings where logs are that may be looked at
 */
@ConfigurationProperties("jit.server")
public record RecordingSettings(
    @DefaultValue("") String ledgerKeysFile, @DefaultValue List<Place> recordings) {

  /**
   * A directory of logs: a mounted share, or a copy that somebody keeps up to date.
   *
   * @param directory it is only ever read
   * @param keyFile private key as a JWK, or a set: reads what is encrypted; empty for none
   * @param trustFile JWK set of the keys that may sign for its logs; empty for {@code
   *     jit.server.ledger-keys-file}
   */
  public record Place(
      @DefaultValue("") String directory,
      @DefaultValue("") String keyFile,
      @DefaultValue("") String trustFile) {}

  public RecordingSettings {
    recordings = List.copyOf(recordings);
    for (int i = 0; i < recordings.size(); i++) {
      if (recordings.get(i).directory().isBlank()) {
        throw new InvalidSettingException(
            "jit.server.recordings["
                + i
                + "].directory is required: the directory that drivers name by"
                + " jit.audit.recording.directory, or a copy of it");
      }
    }
  }
}
