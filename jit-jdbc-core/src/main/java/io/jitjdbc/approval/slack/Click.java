package io.jitjdbc.approval.slack;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Somebody pressed one of our buttons. Only who it was is Slack's word; the rest came from the
 * message, and serves to find ours.
 *
 * @param envelope what Slack calls this delivery
 * @param app the app whose button it was
 * @param team the workspace that the user belongs to
 */
record Click(
    String envelope,
    String app,
    String team,
    String user,
    String channel,
    String reference,
    String requestId,
    String nonce,
    boolean granted) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._=-]{1,128}");

  /** The click in a payload, if it is one of ours and whole. */
  static Optional<Click> in(String envelope, Map<?, ?> payload) {
    if (!"block_actions".equals(payload.get("type"))
        || !(payload.get("actions") instanceof List<?> actions)
        || actions.size() != 1
        || !(actions.get(0) instanceof Map<?, ?> action)) {
      return Optional.empty();
    }
    String id = name(action, "action_id");
    boolean granted = RequestMessage.APPROVE.equals(id);
    if (!granted && !RequestMessage.REJECT.equals(id)) {
      return Optional.empty();
    }
    Map<?, ?> container = object(payload, "container");
    Map<?, ?> user = object(payload, "user");
    var click =
        new Click(
            envelope,
            name(payload, "api_app_id"),
            name(user, "team_id"),
            name(user, "id"),
            name(container, "channel_id"),
            name(container, "message_ts"),
            request(action),
            name(action, "value"),
            granted);
    return click.isWhole() ? Optional.of(click) : Optional.empty();
  }

  private static String request(Map<?, ?> action) {
    String block = action.get("block_id") instanceof String text ? text : "";
    String request =
        block.startsWith(RequestMessage.BLOCK)
            ? block.substring(RequestMessage.BLOCK.length())
            : "";
    return NAME.matcher(request).matches() ? request : "";
  }

  private boolean isWhole() {
    return List.of(app, team, user, channel, reference, requestId, nonce).stream()
        .noneMatch(String::isEmpty);
  }

  /**
   * What the file of approvers calls the user: two workspaces that share a channel may each have
   * somebody of the same id.
   *
   * @param ours the workspace of our bot
   */
  String person(String ours) {
    return team.equals(ours) ? user : team + '/' + user;
  }

  private static Map<?, ?> object(Map<?, ?> fields, String name) {
    return fields.get(name) instanceof Map<?, ?> object ? object : Map.of();
  }

  private static String name(Map<?, ?> fields, String name) {
    @Nullable Object value = fields.get(name);
    return value instanceof String text && NAME.matcher(text).matches() ? text : "";
  }

  /** Without the nonce. */
  @Override
  public String toString() {
    return "click of " + user + " at " + requestId;
  }
}
