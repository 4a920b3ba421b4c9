package io.jitjdbc.spring.server.watch;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.RequestProgress;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.credential.protocol.KeptLease;
import io.jitjdbc.credential.protocol.LeaseBook;
import io.jitjdbc.credential.protocol.LeaseEnding;
import io.jitjdbc.spring.server.ControlPlaneSettings;
import io.jitjdbc.spring.server.audit.LogVerdict.State;
import io.jitjdbc.spring.server.recordings.RecordingPlaces;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.dao.DataAccessException;

/**
 * What this instance knows of itself. Thread-safe; asks the control plane's database, and no other.
 */
public final class HealthFacts {
  private static final int MOST = 100;

  private final Leases leases;
  private final WatchedLogs logs;
  private final RequestBook requests;
  private final Place place;
  private final InstantSource clock;

  /** Leases that go on, and those that should not. */
  record Leases(UnrecordedLeases living, LeaseBook book, LeaseEnding ending) {}

  /** What this instance was given. */
  record Place(ControlPlaneSettings settings, RecordingPlaces recordings) {}

  HealthFacts(
      Leases leases, WatchedLogs logs, RequestBook requests, Place place, InstantSource clock) {
    this.leases = leases;
    this.logs = logs;
    this.requests = requests;
    this.place = place;
    this.clock = clock;
  }

  /**
   * One thing to know.
   *
   * @param isTrouble whether somebody should look at it
   */
  public record Fact(String title, boolean isTrouble, String said, List<String> details) {
    public Fact {
      details = List.copyOf(details);
    }
  }

  /** All of them. What cannot be told now says so, and is trouble. */
  public List<Fact> all() {
    return List.of(
        told("Databases of leases", this::targets),
        told("Logins that could not be ended", this::unended),
        told("Leases without recording", this::unrecorded),
        told("Logs in trouble", this::troubled),
        told("Recordings", this::recordings),
        told("Approvals that wait", this::waiting));
  }

  @FunctionalInterface
  private interface Telling {
    Fact of(String title) throws RefusedException;
  }

  private static Fact told(String title, Telling telling) {
    try {
      return telling.of(title);
    } catch (RefusedException | DataAccessException e) {
      return new Fact(
          title, true, "cannot be told: the control plane’s database does not answer", List.of());
    }
  }

  private static Fact counted(String title, List<String> details, int most) {
    String said = details.isEmpty() ? "none" : Integer.toString(details.size());
    boolean isAll = details.size() < most;
    return new Fact(title, !details.isEmpty(), isAll ? said : said + " or more", details);
  }

  private Fact targets(String title) {
    Map<String, LeaseEnding.Failure> failures = leases.ending().failures();
    List<String> details =
        failures.entrySet().stream()
            .map(
                failure ->
                    failure.getKey()
                        + ": lease "
                        + failure.getValue().lease()
                        + " could not be ended at "
                        + failure.getValue().at()
                        + ": "
                        + failure.getValue().reason())
            .toList();
    String said =
        place.settings().targets().size()
            + " configured; this instance failed last at "
            + failures.size()
            + " of them";
    return new Fact(title, !failures.isEmpty(), said, details);
  }

  private Fact unended(String title) throws RefusedException {
    return counted(title, lines(leases.book().unended(MOST)), MOST);
  }

  private static List<String> lines(List<KeptLease> some) {
    return some.stream()
        .map(
            lease ->
                lease.login().user()
                    + " at "
                    + lease.holder().target()
                    + ", lease "
                    + lease.id()
                    + " of "
                    + lease.holder().name())
        .toList();
  }

  private Fact unrecorded(String title) throws RefusedException {
    UnrecordedLeases.Living living = leases.living().living();
    return counted(
        title,
        lines(
            living.leases().stream()
                .filter(lease -> living.unrecorded().contains(lease.id()))
                .toList()),
        UnrecordedLeases.MOST);
  }

  private Fact troubled(String title) throws RefusedException {
    var byState = new TreeMap<State, List<String>>();
    for (WatchedLogs.Judged one : logs.latest()) {
      if (one.verdict().state().isTrouble()) {
        byState
            .computeIfAbsent(one.verdict().state(), each -> new ArrayList<>())
            .add(one.log().name());
      }
    }
    int count = byState.values().stream().mapToInt(List::size).sum();
    List<String> details =
        byState.entrySet().stream()
            .map(entry -> entry.getKey().title() + ": " + String.join(", ", entry.getValue()))
            .toList();
    return new Fact(title, count > 0, count == 0 ? "none" : Integer.toString(count), details);
  }

  private Fact recordings(String title) {
    List<String> unreadable = place.recordings().unreadable();
    int count = place.recordings().directories().size();
    String said = count == 0 ? "no directory is named" : "directories named: " + count;
    return new Fact(title, !unreadable.isEmpty(), said, unreadable);
  }

  private Fact waiting(String title) throws RefusedException {
    Instant now = clock.instant();
    List<RequestProgress> open =
        requests.open(now).stream().filter(progress -> progress.needsPeople(now)).toList();
    Optional<Instant> oldest =
        open.stream().map(progress -> progress.request().filedAt()).min(Instant::compareTo);
    String said = oldest.map(at -> open.size() + ", the oldest since " + at).orElse("none");
    return new Fact(title, false, said, List.of());
  }
}
