package io.jitjdbc.approval.slack;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What Slack's reference allows in calls, and what we allow ourselves. Falls at anything else. */
final class SlackRules {
  private static final Map<String, Set<String>> NEEDED =
      Map.of(
          "chat.postMessage",
          Set.of(
              "channel", "text", "blocks", "parse", "link_names", "unfurl_links", "unfurl_media"),
          "chat.update",
          Set.of("channel", "ts", "text", "blocks", "parse", "link_names"),
          "chat.postEphemeral",
          Set.of("channel", "user", "text", "blocks"),
          "auth.test",
          Set.of(),
          "apps.connections.open",
          Set.of());
  private static final Set<String> REPLY =
      Set.of("channel", "thread_ts", "reply_broadcast", "text", "blocks", "parse", "link_names");
  private static final Pattern TITLE = Pattern.compile("(?:\ud83d\udea8 )?[A-Za-z0-9 ,.:]{1,150}");
  private static final Pattern ALARM =
      Pattern.compile("(?:<!channel> )?\\*Somebody went ahead[A-Za-z ]+\\.\\*[A-Za-z ,.]+");
  private static final Map<String, Set<String>> BLOCKS =
      Map.of(
          "header", Set.of("type", "text"),
          "section text", Set.of("type", "text"),
          "section fields", Set.of("type", "fields"),
          "actions", Set.of("type", "block_id", "elements"));
  private static final Pattern ESCAPED = Pattern.compile("(?:[^<>&]++|&(?:amp|lt|gt);)*+");
  private static final Pattern NO_CONTROL = Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}]|\\n");

  private SlackRules() {}

  static void requireCall(String method, Map<String, Object> fields) {
    require(NEEDED.containsKey(method), "no method " + method);
    boolean replies = method.equals("chat.postMessage") && fields.containsKey("thread_ts");
    Set<String> expected = replies ? REPLY : NEEDED.get(method);
    require(fields.keySet().equals(expected), method + " with " + fields.keySet());
    if (fields.containsKey("blocks")) {
      require("none".equals(fields.getOrDefault("parse", "none")), "parse");
      require(TITLE.matcher((String) fields.get("text")).matches(), "text is markup");
      requireBlocks((List<?>) fields.get("blocks"));
    }
  }

  static void requireBlocks(List<?> blocks) {
    require(!blocks.isEmpty() && blocks.size() <= 50, blocks.size() + " blocks");
    blocks.forEach(block -> requireBlock((Map<?, ?>) block));
  }

  private static void requireBlock(Map<?, ?> block) {
    String kind = (String) block.get("type");
    if ("section".equals(kind)) {
      kind = block.containsKey("fields") ? "section fields" : "section text";
    }
    require(block.keySet().equals(BLOCKS.get(kind)), kind + " with " + block.keySet());
    switch (kind) {
      case "header" -> requirePlain(block.get("text"), 150);
      case "section text" -> requireText((Map<?, ?>) block.get("text"), 3000);
      case "section fields" -> {
        List<?> fields = (List<?>) block.get("fields");
        require(!fields.isEmpty() && fields.size() <= 10, fields.size() + " fields");
        fields.forEach(field -> requirePlain(field, 2000));
      }
      default -> {
        require(((String) block.get("block_id")).length() <= 255, "block_id");
        ((List<?>) block.get("elements")).forEach(one -> requireButton((Map<?, ?>) one));
      }
    }
  }

  private static void requireButton(Map<?, ?> button) {
    require(
        button.keySet().equals(Set.of("type", "action_id", "style", "text", "value")),
        "button with " + button.keySet());
    require(Set.of("primary", "danger").contains(button.get("style")), "style");
    require(((String) button.get("value")).length() <= 2000, "value");
    requirePlain(button.get("text"), 75);
  }

  private static void requireText(Map<?, ?> text, int most) {
    if ("plain_text".equals(text.get("type"))) {
      requirePlain(text, most);
      return;
    }
    require(text.keySet().equals(Set.of("type", "text", "verbatim")), "mrkdwn " + text.keySet());
    require(text.get("verbatim").equals(true), "Slack would look for links");
    String markup = (String) text.get("text");
    if (ALARM.matcher(markup).matches()) {
      return;
    }
    require(markup.startsWith("```\n") && markup.endsWith("\n```"), "no fence: " + markup);
    require(!markup.substring(3, markup.length() - 3).contains("`"), "a fence inside");
    requireClean(markup, most);
  }

  private static void requirePlain(Object element, int most) {
    Map<?, ?> text = (Map<?, ?>) element;
    require(text.keySet().equals(Set.of("type", "text", "emoji")), "plain " + text.keySet());
    require("plain_text".equals(text.get("type")), "type " + text.get("type"));
    require(text.get("emoji").equals(false), "emoji");
    requireClean((String) text.get("text"), most);
    require(((String) text.get("text")).lines().count() <= 2, "a line too many");
  }

  private static void requireClean(String text, int most) {
    require(!text.isEmpty() && text.length() <= most, text.length() + " characters");
    require(ESCAPED.matcher(text).matches(), "not escaped: " + text);
    require(NO_CONTROL.matcher(text).replaceAll("").isEmpty(), "control characters: " + text);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
