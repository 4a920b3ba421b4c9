package io.jitjdbc.spring.server.recordings;

import io.jitjdbc.audit.reading.RecordedLogs;
import io.jitjdbc.audit.reading.SessionEntry;
import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import io.jitjdbc.audit.replay.NotTellableException;
import io.jitjdbc.audit.replay.Playback;
import io.jitjdbc.audit.replay.ReplayFeed;
import io.jitjdbc.audit.replay.StatementOf;
import io.jitjdbc.spring.server.recordings.RecordingPlaces.Found;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What was read in sessions, from the logs that can be reached. Thread-safe. Each question reads
 * the logs of its session from the beginning, and holds a page of them at most.
 */
public final class Replays {
  /** So much is read to tell which statements have a result, before anybody has asked for one. */
  private static final long MOST_LOOKED_THROUGH = 256L << 20;

  private final RecordingPlaces places;
  private final LogProofs proofs;
  private final JdbcClient client;

  public Replays(RecordingPlaces places, JdbcClient client, InstantSource clock) {
    this.places = places;
    this.proofs = new LogProofs(new KeptLines(client), clock);
    this.client = client;
  }

  /**
   * What a page shows of a statement.
   *
   * @param logs that the session's events name
   * @param proofs of those of them that are here; of no other anything is told
   * @param missing those that are in no directory
   * @param places the directories, and what is wrong with them
   * @param page nothing where nothing may be told
   */
  public record Replay(
      Set<String> logs,
      List<Proof> proofs,
      List<String> missing,
      List<String> places,
      Optional<ResultPage> page) {
    public Replay {
      logs = Set.copyOf(logs);
      proofs = List.copyOf(proofs);
      missing = List.copyOf(missing);
      places = List.copyOf(places);
    }

    /** Whether any of the logs was tampered with. */
    public boolean isTampered() {
      return worst() == Proof.State.TAMPERED;
    }

    /** The least that can be said of the logs. */
    public Proof.State worst() {
      return proofs.stream()
          .map(Proof::state)
          .min(Proof.State::compareTo)
          .orElse(Proof.State.UNPROVEN);
    }
  }

  /** The logs that the events of a session say they are from. */
  private Set<String> logs(String session) {
    return new HashSet<>(
        client
            .sql("SELECT DISTINCT log FROM jit_audit_event WHERE session = :session")
            .param("session", session)
            .query(String.class)
            .list());
  }

  /**
   * A page of what was read by a statement. Empty if nobody has brought a word of the session.
   *
   * @param evenIfTampered whether to tell also what cannot be relied on
   * @throws IOException if a log cannot be read now
   */
  public Optional<Replay> page(StatementKey statement, Slice slice, boolean evenIfTampered)
      throws IOException {
    Set<String> names = logs(statement.session());
    if (names.isEmpty()) {
      return Optional.empty();
    }
    Found found = places.find(names);
    List<Proof> all = proofs.of(found.logs());
    var replay = new Replay(names, all, missing(names, found), wherever(found), Optional.empty());
    if (found.logs().isEmpty() || (replay.isTampered() && !evenIfTampered)) {
      return Optional.of(replay);
    }
    var reader = new ResultPageReader(slice);
    String broken = feed(found, statement, reader);
    return Optional.of(
        new Replay(
            names, all, replay.missing(), replay.places(), Optional.of(reader.page(broken))));
  }

  private static List<String> missing(Set<String> names, Found found) {
    var missing = new HashSet<>(names);
    found.logs().forEach(log -> missing.remove(log.files().log()));
    return missing.stream().sorted().toList();
  }

  private List<String> wherever(Found found) {
    return Stream.concat(places.directories().stream(), found.unreadable().stream()).toList();
  }

  /**
   * All that is on record of a statement, in whichever form.
   *
   * @return what could not be read, and why; empty if all could
   * @throws NotTellableException if the form has no place for it
   */
  public String tell(StatementKey statement, Playback playback) throws IOException {
    return feed(places.find(logs(statement.session())), statement, playback);
  }

  private static String feed(Found found, StatementKey statement, Playback playback)
      throws IOException {
    var feed = new ReplayFeed(playback);
    var ours = new OfStatement(statement, feed);
    try {
      RecordedLogs.session(found.keys(), statement.session(), ours::accept);
    } catch (MalformedLogException e) {
      return String.valueOf(e.getMessage());
    }
    feed.end();
    return feed.broken();
  }

  /** Whose something encrypted is takes the key to tell: better said once too often than not. */
  private static final class OfStatement {
    private final StatementKey statement;
    private final ReplayFeed feed;
    private boolean isBegun;

    OfStatement(StatementKey statement, ReplayFeed feed) {
      this.statement = statement;
      this.feed = feed;
    }

    void accept(SessionEntry entry) {
      boolean isOurs =
          entry instanceof SessionEntry.Withheld
              ? isBegun
              : StatementOf.entry(entry).equals(statement.id());
      if (isOurs) {
        isBegun = true;
        entry.fold(feed);
      }
      if (entry instanceof SessionEntry.Happened happened
          && isOurs
          && happened.event().type().equals("statement.finished")) {
        isBegun = false;
      }
    }
  }

  /**
   * The statements of a session of which a result is on record here. Empty if that would take long
   * to tell: then any may have one.
   */
  public Optional<Set<String>> recorded(String session) throws IOException {
    Found found = places.find(logs(session));
    long size = 0;
    for (LogFiles log : found.keys().keySet()) {
      size += size(log.directory());
    }
    if (size > MOST_LOOKED_THROUGH) {
      return Optional.empty();
    }
    var statements = new HashSet<String>();
    try {
      RecordedLogs.session(
          found.keys(),
          session,
          entry -> {
            if (entry instanceof SessionEntry.Opened) {
              statements.add(StatementOf.entry(entry));
            }
          });
    } catch (MalformedLogException e) {
      // The page of a result says what is wrong; those before it are known.
    }
    return Optional.of(statements);
  }

  private static long size(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.mapToLong(Replays::length).sum();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static long length(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
