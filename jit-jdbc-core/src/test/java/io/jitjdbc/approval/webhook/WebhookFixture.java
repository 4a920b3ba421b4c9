package io.jitjdbc.approval.webhook;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.requirement;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.MutableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** Both ends: a peer, people that it knows, and services over it. */
final class WebhookFixture implements AutoCloseable {
  static final String SECRET = secret(1);
  static final String OTHER_SECRET = secret(2);
  static final String SQL = "SELECT email FROM customers";

  final MutableClock clock;
  final FakePeer peer;
  final int port = freePort();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path directory;
  private final Map<String, Subject> people = new LinkedHashMap<>();
  private final Deque<ApprovalService> open = new ArrayDeque<>();
  private int sent;

  WebhookFixture(Path directory, MutableClock clock) throws IOException {
    this.directory = directory;
    this.clock = clock;
    this.peer = new FakePeer(clock);
    writePeople();
  }

  static String secret(int fill) {
    var bytes = new byte[32];
    java.util.Arrays.fill(bytes, (byte) fill);
    return "whsec_" + Base64.getEncoder().encodeToString(bytes);
  }

  /** With settings beside the usual ones, as names and values. */
  ApprovalService open(String... settings) {
    var texts = new HashMap<String, String>();
    texts.put("address", peer.address());
    texts.put("secret", SECRET);
    texts.put("approvers.file", peopleFile().toString());
    texts.put("poll", "1ms");
    texts.put("timeout", "1s");
    for (int i = 0; i < settings.length; i += 2) {
      texts.put(settings[i], settings[i + 1]);
    }
    texts.values().removeIf(String::isEmpty);
    ApprovalService service =
        new WebhookApprovalsProvider(clock)
            .create(SettingValues.of("jit.approval.webhook.", texts));
    open.push(service);
    return service;
  }

  ApprovalService openListening() {
    return open("callback", "127.0.0.1:" + port, "fetch", "false");
  }

  AccessRequest file(ApprovalService service, int quorum) throws RefusedException {
    return service.file(draft(SQL, requirement(quorum, 1), clock.instant()));
  }

  /** Lets the file of approvers know somebody, as {@code @name}. */
  synchronized void knows(Subject... some) {
    for (Subject person : some) {
      people.put('@' + person.name(), person);
    }
    writePeople();
  }

  private void writePeople() {
    String entries =
        people.entrySet().stream().map(WebhookFixture::entry).collect(Collectors.joining(","));
    try {
      Files.writeString(peopleFile(), "{\"approvers\": [" + entries + "]}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String entry(Map.Entry<String, Subject> known) {
    Subject person = known.getValue();
    return JSONObjectUtils.toJSONString(
        Map.of(
            "issuer", person.issuer(),
            "id", person.id(),
            "name", person.name(),
            "groups", List.copyOf(person.groups()),
            "webhook", known.getKey()));
  }

  private Path peopleFile() {
    return directory.resolve("approvers.yaml");
  }

  static String decided(String data) {
    return "{\"type\":\"jit.approval.decided\",\"data\":" + data + "}";
  }

  static String decision(String task, String approver, boolean granted, String comment) {
    return JSONObjectUtils.toJSONString(
        Map.of(
            "task", task,
            "decision", granted ? "approved" : "rejected",
            "approver", approver,
            "comment", comment));
  }

  static String yes(AccessRequest request, String approver) {
    return decision(request.id(), approver, true, "fine");
  }

  /** Delivers it, signed and of now, under a new id. */
  int deliver(String body) throws Exception {
    return deliver("msg_" + sent++, SECRET, clock.instant().getEpochSecond(), body);
  }

  int deliver(String id, String secret, long time, String body) throws Exception {
    return post(id, Long.toString(time), FakePeer.signature(secret, id, time, body), body);
  }

  int post(String id, String time, String signatures, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/any"))
            .header("webhook-id", id)
            .header("webhook-timestamp", time)
            .header("webhook-signature", signatures)
            .POST(BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  /** Below those that systems hand out by themselves: one of these could be taken meanwhile. */
  static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Somebody else's; there are others.
      }
    }
  }

  @Override
  public void close() {
    open.forEach(ApprovalService::close);
    peer.close();
  }
}
