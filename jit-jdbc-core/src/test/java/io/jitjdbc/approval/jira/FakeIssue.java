package io.jitjdbc.approval.jira;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An issue at the fake, as Jira would show it. */
final class FakeIssue {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx").withZone(ZoneOffset.ofHours(7));

  final String key;
  final List<String> labels;
  final List<Map<String, Object>> histories = new CopyOnWriteArrayList<>();
  final List<Map<String, Object>> comments = new CopyOnWriteArrayList<>();
  final List<Map<String, Object>> approvals = new CopyOnWriteArrayList<>();
  final Instant created;

  volatile String summary;
  volatile String description;
  volatile String creator;
  volatile String status = "Open";

  /** How many changes Jira hands out, newest first as Jira Cloud does. */
  volatile int mostHistories = 100;

  private volatile Instant updated;
  private int changes;

  FakeIssue(String key, String creator, Map<?, ?> fields, Instant now) {
    this.key = key;
    this.creator = creator;
    this.summary = String.valueOf(fields.get("summary")).strip();
    this.description = String.valueOf(fields.get("description"));
    this.labels = new CopyOnWriteArrayList<>();
    if (fields.get("labels") instanceof List<?> list) {
      list.forEach(label -> labels.add(String.valueOf(label)));
    }
    this.created = now;
    this.updated = now;
  }

  static String time(Instant at) {
    return TIME.format(at);
  }

  static Map<String, Object> person(String name, boolean active) {
    return Map.of(
        "self",
        "http://jira.example/" + name,
        "accountId",
        "account-of-" + name,
        "emailAddress",
        name + "@example.com",
        "displayName",
        name,
        "active",
        active,
        "timeZone",
        "Europe/Berlin");
  }

  synchronized void change(Object author, Instant at, String field, String to) {
    changes++;
    var item = new LinkedHashMap<String, Object>();
    item.put("field", field);
    item.put("fieldtype", "jira");
    item.put("fieldId", field);
    item.put("from", null);
    item.put("fromString", "before");
    item.put("to", to.isEmpty() ? null : "id-of-" + to);
    item.put("toString", to);
    var history = new LinkedHashMap<String, Object>();
    history.put("id", Integer.toString(10_000 + changes));
    if (author != null) {
      history.put("author", author);
    }
    history.put("created", time(at));
    history.put("items", List.of(item));
    histories.add(history);
    updated = updated.plusMillis(1).isAfter(at) ? updated.plusMillis(1) : at;
  }

  synchronized void move(Object author, Instant at, String to) {
    change(author, at, "status", to);
    status = to;
  }

  /** An approver's own decision, as JSM shows it in the approval. */
  synchronized void approvalBy(Object approver, String decision) {
    approvals.add(approval("pending", approver, decision));
  }

  static Map<String, Object> approval(String outcome, Object approver, String decision) {
    return Map.of(
        "id",
        "1",
        "name",
        "Please approve",
        "finalDecision",
        outcome,
        "canAnswerApproval",
        false,
        "approvers",
        List.of(Map.of("approver", approver, "approverDecision", decision)),
        "createdDate",
        Map.of("epochMillis", 1475046060000L),
        "_links",
        Map.of());
  }

  Map<String, Object> json(List<String> fields, boolean withChanges) {
    var all = new LinkedHashMap<String, Object>();
    all.put("summary", summary);
    all.put("description", description);
    all.put("creator", person(creator, true));
    all.put("created", time(created));
    all.put("updated", time(updated));
    all.put("status", Map.of("id", "id-of-" + status, "name", status));
    all.keySet().retainAll(fields);
    var issue = new LinkedHashMap<String, Object>();
    issue.put("expand", "changelog");
    issue.put("id", key.replaceAll("\\D", ""));
    issue.put("key", key);
    issue.put("fields", all);
    if (withChanges) {
      issue.put("changelog", changelog());
    }
    return issue;
  }

  private Map<String, Object> changelog() {
    var newest = new ArrayList<>(histories);
    Collections.reverse(newest);
    List<Map<String, Object>> page = newest.subList(0, Math.min(newest.size(), mostHistories));
    return Map.of(
        "startAt",
        0,
        "maxResults",
        page.size(),
        "total",
        histories.stream().map(one -> one.get("id")).distinct().count(),
        "histories",
        page);
  }
}
