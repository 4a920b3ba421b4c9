package io.jitjdbc.spring.server.policy;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Resource;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.access.Subject;
import io.jitjdbc.policy.yaml.YamlPolicy;
import io.jitjdbc.spring.server.audit.AuditTrail;
import io.jitjdbc.spring.server.people.KnownPeople;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a policy means for people: for those who came, and for who is in its groups. Thread-safe.
 */
public final class PolicyEffects {
  private static final int MOST_STATEMENTS = 20_000;
  private static final int MOST_CHANGES = 100;

  private final AuditTrail trail;
  private final KnownPeople people;
  private final PolicyBook book;
  private final InstantSource clock;

  public PolicyEffects(AuditTrail trail, KnownPeople people, PolicyBook book, InstantSource clock) {
    this.trail = trail;
    this.people = people;
    this.book = book;
    this.clock = clock;
  }

  /**
   * What a policy would have done.
   *
   * @param statements how many were looked at, of how many people
   * @param left how many were not: the groups of who asked are not known, or it was not found out
   *     what they needed
   * @param isBounded whether there were more than are looked at; the latest were
   * @param denied how many it would have refused
   * @param asked for how many somebody would have been asked
   * @param changes what would have been otherwise than by the policy that counts now
   * @param tables that statements touched, each with the columns that they touched
   */
  public record Trial(
      long statements,
      long people,
      long left,
      boolean isBounded,
      long denied,
      long asked,
      List<PolicyChange> changes,
      SortedMap<String, SortedSet<String>> tables) {
    public Trial {
      changes = List.copyOf(changes);
      tables = Collections.unmodifiableSortedMap(tables);
    }
  }

  /** What that policy would have done with the statements of the last time, wherever they ran. */
  public Trial tryOut(YamlPolicy candidate, Duration last) {
    var run = new DryRun(candidate, policiesInForce());
    var all = new AtomicLong();
    var tables = new TreeMap<String, SortedSet<String>>();
    Map<String, Subject> known = people.all();
    trail.decided(
        clock.instant().minus(last),
        MOST_STATEMENTS,
        event -> {
          all.incrementAndGet();
          Set<Access> accesses = RecordedAccesses.of(event.text());
          accesses.forEach(access -> addColumn(access.resource(), tables));
          RecordedStatement.of(event, accesses, known).ifPresent(run::add);
        });
    List<PolicyChange> changes = run.changes();
    return new Trial(
        run.statements(),
        run.people(),
        all.get() - run.statements(),
        all.get() >= MOST_STATEMENTS,
        run.of("deny"),
        run.of("approval"),
        changes.subList(0, Math.min(changes.size(), MOST_CHANGES)),
        tables);
  }

  private Map<String, YamlPolicy> policiesInForce() {
    var byVersion = new HashMap<Long, YamlPolicy>();
    var byTarget = new HashMap<String, YamlPolicy>();
    book.inForce()
        .forEach(
            (target, rollOut) ->
                byTarget.put(
                    target,
                    byVersion.computeIfAbsent(
                        rollOut.version(), number -> book.find(number).orElseThrow().policy())));
    return byTarget;
  }

  private static void addColumn(Resource resource, Map<String, SortedSet<String>> tables) {
    if (resource instanceof Column column) {
      tables.computeIfAbsent(column.table().path(), path -> new TreeSet<>()).add(column.name());
    }
  }

  /**
   * Who sees what of a table.
   *
   * @param path its schema and its name
   */
  public Visibility visibility(
      YamlPolicy policy, String path, List<String> columns, String target) {
    requireNonNull(target);
    int dot = path.indexOf('.');
    Table table =
        dot < 0 ? new Table("", path) : new Table(path.substring(0, dot), path.substring(dot + 1));
    Instant now = clock.instant();
    return Visibility.of(policy, table, columns, target, now);
  }
}
