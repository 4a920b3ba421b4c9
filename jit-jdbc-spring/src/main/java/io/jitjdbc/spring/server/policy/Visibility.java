package io.jitjdbc.spring.server.policy;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Action;
import io.jitjdbc.access.Context;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.access.Subject;
import io.jitjdbc.policy.Circumstances;
import io.jitjdbc.policy.yaml.YamlPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Who sees what of a table: a row for each group and person whom the policy names, and one for
 * everybody else.
 *
 * @param columns their names
 */
public record Visibility(String table, List<String> columns, List<Row> rows) {
  private static final String NOBODY = "policy";

  public Visibility {
    requireNonNull(table);
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /**
   * What somebody sees.
   *
   * @param sights one for each column
   */
  public record Row(String who, List<Sight> sights) {
    public Row {
      requireNonNull(who);
      sights = List.copyOf(sights);
    }
  }

  /** How a column is seen. */
  public enum Sight {
    CLEAR,
    MASKED,
    APPROVAL,
    DENIED;

    /** As people read it. */
    public String word() {
      return switch (this) {
        case CLEAR -> "clear";
        case MASKED -> "masked";
        case APPROVAL -> "on approval";
        case DENIED -> "denied";
      };
    }
  }

  /** By a policy, for the columns of a table of a database, at a time. */
  static Visibility of(
      YamlPolicy policy, Table table, Collection<String> columns, String target, Instant time) {
    List<String> names = List.copyOf(columns);
    var rows = new ArrayList<Row>();
    for (String group : policy.groups()) {
      rows.add(row("group " + group, policy, member(group), new Asked(table, names, target, time)));
    }
    for (String user : policy.users()) {
      var person = new Subject(NOBODY, user, user, Set.of());
      rows.add(row(user, policy, person, new Asked(table, names, target, time)));
    }
    var other = new Subject(NOBODY, "somebody", "", Set.of());
    rows.add(row("everybody else", policy, other, new Asked(table, names, target, time)));
    return new Visibility(table.path(), names, rows);
  }

  private static Subject member(String group) {
    return new Subject(NOBODY, "member", "", Set.of(group));
  }

  private record Asked(Table table, List<String> columns, String target, Instant time) {}

  private static Row row(String who, YamlPolicy policy, Subject subject, Asked asked) {
    var context = new Context(subject, asked.time(), asked.target(), "", "");
    List<Sight> sights =
        asked.columns().stream()
            .map(name -> new Column(asked.table(), name))
            .map(column -> sight(policy, subject, column, context))
            .toList();
    return new Row(who, sights);
  }

  private static Sight sight(YamlPolicy policy, Subject subject, Column column, Context context) {
    Outcome outcome =
        PolicyQuestions.outcome(
            policy,
            subject,
            Set.of(new Access(Action.SELECT, column)),
            context,
            Circumstances.UNKNOWN);
    if (!outcome.isPermit()) {
      return outcome.isDenial() ? Sight.DENIED : Sight.APPROVAL;
    }
    return outcome.shown(column).isPresent() ? Sight.MASKED : Sight.CLEAR;
  }
}
