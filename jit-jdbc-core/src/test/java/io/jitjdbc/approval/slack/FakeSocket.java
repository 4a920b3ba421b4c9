package io.jitjdbc.approval.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.WebSocket;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/** The other end of Socket Mode. */
final class FakeSocket extends WebSocketServer {
  private final CountDownLatch ready = new CountDownLatch(1);
  private final Set<String> tickets = ConcurrentHashMap.newKeySet();
  final List<String> acknowledged = new CopyOnWriteArrayList<>();
  final List<String> complaints = new CopyOnWriteArrayList<>();
  final AtomicInteger greeted = new AtomicInteger();
  volatile boolean deaf;
  volatile String app = "A1";

  FakeSocket() {
    super(new InetSocketAddress(InetAddress.getLoopbackAddress(), FakeSlack.freePort()), 1);
    setReuseAddr(true);
    setConnectionLostTimeout(0);
    setDaemon(true);
  }

  void begin() {
    start();
    try {
      ready.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Good for one connection. */
  String address() {
    String path = "/link/?ticket=" + UUID.randomUUID();
    tickets.add(path);
    return "ws://127.0.0.1:" + getPort() + path;
  }

  int connections() {
    return getConnections().size();
  }

  /** Cuts every connection. */
  void cut() {
    getConnections().forEach(connection -> connection.closeConnection(1006, "cut"));
  }

  /** Sends to the connection that was opened last, as Slack sends to any one. */
  void push(String frame) {
    SlackWorld.until(() -> assertThat(getConnections()).isNotEmpty());
    List<WebSocket> open = List.copyOf(getConnections());
    open.get(open.size() - 1).send(frame);
  }

  void sendPayload(String envelope, Map<String, Object> payload) {
    push(
        JSONObjectUtils.toJSONString(
            Map.of(
                "type",
                "interactive",
                "envelope_id",
                envelope,
                "accepts_response_payload",
                false,
                "payload",
                payload)));
  }

  /** Somebody presses a button of a message; what Slack calls the delivery. */
  String click(String user, FakeSlack.Message message, String action) {
    String envelope = UUID.randomUUID().toString();
    sendPayload(envelope, payload(user, message, action, message.nonce()));
    return envelope;
  }

  /**
   * @param user with a workspace and a slash before, if it is not ours
   */
  static Map<String, Object> payload(
      String user, FakeSlack.Message message, String action, String nonce) {
    return Map.of(
        "type",
        "block_actions",
        "user",
        person(user),
        "team",
        Map.of("id", "T1", "domain", "shop"),
        "api_app_id",
        "A1",
        "container",
        Map.of("type", "message", "message_ts", message.ts(), "channel_id", FakeSlack.CHANNEL),
        "trigger_id",
        "12321423423.333649436676.d8c1bb837935619ccad0f624c448ffb3",
        "response_url",
        "https://hooks.slack.com/actions/T1/2/3",
        "actions",
        List.of(button(message, action, nonce)));
  }

  private static Map<String, Object> person(String user) {
    int slash = user.indexOf('/');
    return Map.of(
        "id",
        user.substring(slash + 1),
        "username",
        "omar",
        "team_id",
        slash < 0 ? "T1" : user.substring(0, slash));
  }

  private static Map<String, Object> button(
      FakeSlack.Message message, String action, String nonce) {
    return Map.of(
        "action_id",
        action,
        "block_id",
        message.blockId(),
        "type",
        "button",
        "value",
        nonce,
        "action_ts",
        "1795437962.0001");
  }

  @Override
  public void onStart() {
    ready.countDown();
  }

  @Override
  public void onOpen(WebSocket connection, ClientHandshake handshake) {
    if (!tickets.remove(handshake.getResourceDescriptor())) {
      complaints.add("a connection without a fresh ticket");
      connection.close();
    }
    connection.send(
        "{\"type\":\"hello\",\"connection_info\":{\"app_id\":\""
            + app
            + "\"},\"num_connections\":1}");
    greeted.incrementAndGet();
  }

  @Override
  public void onMessage(WebSocket connection, String text) {
    try {
      Map<String, Object> ack = JSONObjectUtils.parse(text);
      if (!ack.keySet().equals(Set.of("envelope_id"))) {
        complaints.add("an acknowledgement with " + ack.keySet());
      }
      acknowledged.add((String) ack.get("envelope_id"));
    } catch (ParseException e) {
      complaints.add("no JSON");
    }
  }

  @Override
  public void onWebsocketPing(WebSocket connection, Framedata frame) {
    if (!deaf) {
      super.onWebsocketPing(connection, frame);
    }
  }

  @Override
  public void onClose(WebSocket connection, int code, String reason, boolean remote) {}

  @Override
  public void onError(WebSocket connection, Exception failure) {}
}
