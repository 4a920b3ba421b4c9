package io.jitjdbc.spring.server.audit;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The text of an event, to look things up in. What is not there is empty. Immutable. */
public final class EventText {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST = 200;

  private final JsonNode root;

  private EventText(JsonNode root) {
    this.root = root;
  }

  /** Reads it; a text that cannot be read has nothing in it. */
  public static EventText of(String json) {
    try {
      return new EventText(JSON.readTree(json));
    } catch (JacksonException e) {
      return new EventText(JSON.createObjectNode());
    }
  }

  /** What is at the end of a path, as text; no more than fits a column. */
  public String at(String... path) {
    JsonNode node = root;
    for (String step : path) {
      node = node.path(step);
    }
    String text = node.isValueNode() && !node.isNull() ? node.asString() : "";
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }

  /** The whole text of a member. */
  public String whole(String member) {
    JsonNode node = root.path(member);
    return node.isString() ? node.asString() : "";
  }

  /** A count; 0 if there is none. */
  public long number(String member) {
    return root.path(member).asLong(0);
  }

  /** The texts of a list. */
  public List<String> list(String member) {
    var texts = new ArrayList<String>();
    root.path(member)
        .forEach(node -> texts.add(node.isString() ? node.asString() : node.toString()));
    return texts;
  }

  /** The members of a list, each to look things up in. */
  public List<EventText> objects(String member) {
    var objects = new ArrayList<EventText>();
    root.path(member).forEach(node -> objects.add(new EventText(node)));
    return objects;
  }

  /** What a map says, as {@code name → value}. */
  public List<String> pairs(String member) {
    var texts = new ArrayList<String>();
    root.path(member)
        .propertyStream()
        .forEach(entry -> texts.add(entry.getKey() + " → " + entry.getValue().asString("")));
    return texts;
  }

  /** The lease that an event is about, or that its session has. */
  String leaseId() {
    String own = at("lease_id");
    return own.isEmpty() ? at("connection", "lease_id") : own;
  }
}
