package io.jitjdbc.spring.server.recordings;

import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.reading.LogDirectories;
import io.jitjdbc.audit.recording.reading.ReadingKeys;
import io.jitjdbc.audit.recording.verification.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The directories of logs that the settings name. Thread-safe; writes to none of them. */
public final class RecordingPlaces {
  private final List<Place> places = new ArrayList<>();
  private final Trust ledgerKeys;

  private record Place(Path directory, ReadingKeys keys, Trust trust) {}

  /**
   * A log that is there.
   *
   * @param keys to what it encrypts
   * @param trust who may sign for it
   */
  record FoundLog(LogFiles files, ReadingKeys keys, Trust trust) {}

  /**
   * Logs that were looked for.
   *
   * @param logs the oldest first, each once
   * @param unreadable what is wrong with directories that could not be looked into
   */
  record Found(List<FoundLog> logs, List<String> unreadable) {
    Map<LogFiles, ReadingKeys> keys() {
      var keys = new LinkedHashMap<LogFiles, ReadingKeys>();
      logs.forEach(log -> keys.put(log.files(), log.keys()));
      return keys;
    }
  }

  /**
   * Reads the keys now, so that a file that holds none stops the start. A directory need not be
   * there: a share may come later.
   */
  public RecordingPlaces(RecordingSettings settings) {
    this.ledgerKeys = PinnedKeys.trust("jit.server.ledger-keys-file", settings.ledgerKeysFile());
    for (int i = 0; i < settings.recordings().size(); i++) {
      places.add(place("jit.server.recordings[" + i + "].", settings.recordings().get(i)));
    }
  }

  private Place place(String prefix, RecordingSettings.Place place) {
    Trust own = PinnedKeys.trust(prefix + "trust-file", place.trustFile());
    return new Place(
        Path.of(place.directory()),
        PinnedKeys.reading(prefix + "key-file", place.keyFile()),
        own.isPinned() ? own : ledgerKeys);
  }

  /** Who may sign for logs whose lines are brought. */
  public Trust ledgerKeys() {
    return ledgerKeys;
  }

  /** Where logs are looked for. */
  public List<String> directories() {
    return places.stream().map(place -> place.directory().toString()).toList();
  }

  /** What is wrong with directories that cannot be looked into now. */
  public List<String> unreadable() {
    return find(Set.of()).unreadable();
  }

  /** Names are compared, and no path is made of them: anybody may have brought them. */
  Found find(Set<String> names) {
    var logs = new LinkedHashMap<String, FoundLog>();
    var unreadable = new ArrayList<String>();
    for (Place place : places) {
      try {
        for (LogFiles log : LogDirectories.in(place.directory())) {
          if (names.contains(log.log())) {
            logs.putIfAbsent(log.log(), new FoundLog(log, place.keys(), place.trust()));
          }
        }
      } catch (IOException | UncheckedIOException e) {
        unreadable.add(place.directory() + ": " + e.getClass().getSimpleName());
      }
    }
    return new Found(
        logs.values().stream()
            .sorted(Comparator.comparing(FoundLog::files, LogDirectories.OLDEST_FIRST))
            .toList(),
        unreadable);
  }
}
