package io.jitjdbc.cli.audit;

import io.jitjdbc.audit.reading.ColumnUse;
import io.jitjdbc.audit.reading.ColumnUse.Column;
import io.jitjdbc.audit.reading.ColumnUse.Touch;
import io.jitjdbc.cli.audit.Grant.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one grantee may do with one table, and does.
 *
 * @param unused granted columns that nobody touched
 * @param used granted columns that somebody touched
 * @param isWhole whether the privilege is one on the whole table
 * @param isGrantable whether they may hand it on, which nothing on record ever needs
 */
record GrantAdvice(
    Target target, List<String> unused, List<String> used, boolean isWhole, boolean isGrantable) {
  private static final Set<String> BY_COLUMN = Set.of("SELECT", "INSERT", "UPDATE", "REFERENCES");

  /** For grants of more than was touched; what is used in whole is left out. */
  static List<GrantAdvice> of(List<Grant> grants, Collection<Touch> touches) {
    var byTarget = new TreeMap<Target, List<Grant>>();
    grants.stream()
        .filter(GrantAdvice::isCompared)
        .forEach(
            grant ->
                byTarget.computeIfAbsent(grant.target(), each -> new ArrayList<>()).add(grant));
    var advice = new ArrayList<GrantAdvice>();
    byTarget.forEach(
        (target, granted) -> {
          GrantAdvice one = of(target, granted, touched(target, touches));
          if (one.isWhole() || !one.unused().isEmpty() || one.isGrantable()) {
            advice.add(one);
          }
        });
    return advice;
  }

  private static boolean isCompared(Grant grant) {
    return !grant.table().isEmpty() && BY_COLUMN.contains(grant.target().privilege());
  }

  /** Those on more than a table, which no record of columns can be held against. */
  static List<Grant> wide(List<Grant> grants) {
    return grants.stream()
        .filter(grant -> grant.table().isEmpty() && BY_COLUMN.contains(grant.target().privilege()))
        .toList();
  }

  private static GrantAdvice of(Target target, List<Grant> grants, TreeSet<String> touched) {
    boolean isGrantable = grants.stream().anyMatch(Grant::isGrantable);
    var granted = new TreeSet<String>();
    grants.forEach(grant -> granted.add(grant.column()));
    boolean isWhole = granted.contains("");
    if (isWhole) {
      return new GrantAdvice(target, List.of(), List.copyOf(touched), true, isGrantable);
    }
    Set<String> keys = new HashSet<>();
    touched.forEach(name -> keys.add(column(target, name).key()));
    var used = new ArrayList<String>();
    var unused = new ArrayList<String>();
    for (String name : granted) {
      (keys.contains(column(target, name).key()) ? used : unused).add(name);
    }
    return new GrantAdvice(target, unused, used, false, isGrantable);
  }

  private static Column column(Target target, String name) {
    return new Column(target.schema(), target.table(), name);
  }

  /** Of a database user that is on record, what ran under it; of a role, what anybody ran. */
  private static TreeSet<String> touched(Target target, Collection<Touch> touches) {
    boolean isUser = ColumnUse.isKnown(target.user(), touches);
    var names = new TreeSet<String>();
    touches.stream()
        .filter(touch -> !isUser || touch.user().equalsIgnoreCase(target.user()))
        .filter(touch -> touch.action().equalsIgnoreCase(target.privilege()))
        .map(Touch::column)
        .filter(column -> column.schema().equalsIgnoreCase(target.schema()))
        .filter(column -> column.table().equalsIgnoreCase(target.table()))
        .forEach(column -> names.add(column.name()));
    return names;
  }

  /** What would leave the grantee with what is used. */
  List<String> statements(Dialect dialect) {
    var statements = new ArrayList<String>();
    if (isGrantable) {
      statements.add(dialect.revokeGrantOption(target));
    }
    if (dialect.revokesByColumn(isWhole)) {
      if (!unused.isEmpty()) {
        statements.add(dialect.revoke(target, unused));
      }
    } else if (isWhole || !unused.isEmpty()) {
      statements.add(dialect.revoke(target, List.of()));
      if (!used.isEmpty()) {
        statements.add(dialect.grant(target, used));
      }
    }
    return statements;
  }
}
