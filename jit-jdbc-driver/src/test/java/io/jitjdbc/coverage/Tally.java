package io.jitjdbc.coverage;

import io.jitjdbc.sql.Analysis;
import io.jitjdbc.sql.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What became of the statements that the database ran; each text counts once. */
final class Tally {
  private static final int SHOWN = 60;

  private final Set<String> seen = new HashSet<>();
  private final Map<String, List<String>> refused = new HashMap<>();
  private final Map<String, List<String>> unproven = new HashMap<>();
  private int statements;
  private int analysed;
  private int proven;

  boolean isNew(String sql) {
    return !seen.contains(sql);
  }

  void add(String sql, Analysis analysis) {
    if (seen.add(sql)) {
      statements++;
      analysis.fold(known -> analysed(sql, known), unknown -> refused(sql, unknown.reason()));
    }
  }

  private boolean analysed(String sql, Analysis.Analysed known) {
    analysed++;
    List<String> reasons = new ArrayList<>();
    known.outputs().stream()
        .map(output -> output.origin().fold(origin -> "", Origin.Unknown::reason))
        .filter(reason -> !reason.isEmpty())
        .forEach(reasons::add);
    proven += reasons.isEmpty() ? 1 : 0;
    reasons.stream().limit(1).forEach(reason -> group(unproven, sql, reason));
    return true;
  }

  private boolean refused(String sql, String reason) {
    group(refused, sql, reason);
    return false;
  }

  private static void group(Map<String, List<String>> groups, String sql, String reason) {
    groups.computeIfAbsent(alike(reason), any -> new ArrayList<>()).add(sql);
  }

  /** Names aside, so that refusals for the same reason meet. */
  private static String alike(String reason) {
    return reason
        .replaceAll("near its token \\d+", "near a sign")
        .replaceAll("no table \\S+ is", "no table … is")
        .replaceAll("no column \\S+ is", "no column … is")
        .replaceAll("^\\S+ has no column \\S+", "… has no column …")
        .replaceAll("is called \\S+", "is called …")
        .replaceAll("the joined column \\S+", "the joined column …");
  }

  /** From none, 0, to all, 1. */
  double analysedShare() {
    return statements == 0 ? 0 : (double) analysed / statements;
  }

  String summary() {
    return String.format(
        Locale.ROOT,
        "%d statements, %.2f %% analysed, %.2f %% with every output proven",
        statements,
        percent(analysed),
        percent(proven));
  }

  private double percent(int part) {
    return statements == 0 ? 0 : 100.0 * part / statements;
  }

  /** The share, and the reasons for the rest, most frequent first, with one example each. */
  String report() {
    return summary() + "\n\nRefused\n" + list(refused) + "\nUnproven outputs\n" + list(unproven);
  }

  /** Every statement that was refused, after its reason. */
  String refusals() {
    StringBuilder lines = new StringBuilder();
    refused.forEach(
        (reason, all) ->
            all.forEach(sql -> lines.append(reason).append('\t').append(line(sql)).append('\n')));
    unproven.forEach(
        (reason, all) ->
            all.forEach(
                sql ->
                    lines.append("? ").append(reason).append('\t').append(line(sql)).append('\n')));
    return lines.toString();
  }

  private static String list(Map<String, List<String>> groups) {
    StringBuilder lines = new StringBuilder();
    groups.entrySet().stream()
        .sorted(Comparator.comparing(group -> -group.getValue().size()))
        .limit(SHOWN)
        .forEach(
            group ->
                lines.append(
                    String.format(
                        "%6d  %s%n        %.160s%n",
                        group.getValue().size(), group.getKey(), line(group.getValue().get(0)))));
    return lines.toString();
  }

  private static String line(String sql) {
    return sql.strip().replaceAll("\\s+", " ");
  }
}
