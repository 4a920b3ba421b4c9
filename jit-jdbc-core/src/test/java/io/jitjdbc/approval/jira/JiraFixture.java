package io.jitjdbc.approval.jira;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.RequestState.Status;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.MutableClock;
import io.jitjdbc.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** Both ends: a Jira, people that have accounts there, and services over it. */
final class JiraFixture implements AutoCloseable {
  static final String SQL = "SELECT email FROM customers";
  static final String BASIC =
      "Basic "
          + Base64.getEncoder()
              .encodeToString(("robot@example.com:" + FakeJira.TOKEN).getBytes(UTF_8));

  final MutableClock clock;
  final FakeJira jira;
  final Path directory;

  private final Map<String, Subject> people = new LinkedHashMap<>();
  private final Deque<ApprovalService> open = new ArrayDeque<>();

  JiraFixture(Path directory, MutableClock clock) throws IOException {
    this.directory = directory;
    this.clock = clock;
    this.jira = new FakeJira(freePort(), clock, BASIC);
    // The purpose of all drafts.
    jira.add("TICKET-7", "ann", Map.of("summary", "why", "description", ""));
    writePeople();
  }

  /** With settings beside the usual ones, as names and values. */
  ApprovalService open(String... settings) {
    var texts = new HashMap<String, String>();
    texts.put("address", jira.address());
    texts.put("user", "robot@example.com");
    texts.put("token", FakeJira.TOKEN);
    texts.put("approvers.file", peopleFile().toString());
    texts.put("way", "issue");
    texts.put("project", "JIT");
    texts.put("poll", "1ms");
    texts.put("timeout", "20s");
    for (int i = 0; i < settings.length; i += 2) {
      texts.put(settings[i], settings[i + 1]);
    }
    texts.values().removeIf(String::isEmpty);
    ApprovalService service =
        new JiraApprovalsProvider(clock, Duration.ofMillis(1))
            .create(SettingValues.of("jit.approval.jira.", texts));
    open.push(service);
    return service;
  }

  /** By requests of a service desk. */
  ApprovalService openDesk() {
    return open("way", "request", "service-desk", "10", "request-type", "25");
  }

  ApprovalService openOn(TestDatabase database) {
    return open(
        "store.url", database.jdbcUrl(),
        "store.user", database.user(),
        "store.password", database.password());
  }

  AccessRequest file(ApprovalService service, int quorum) throws RefusedException {
    return service.file(draft(SQL, requirement(quorum, 1), clock.instant()));
  }

  /** Looks for as long as a turn may take to come. */
  Status look(ApprovalService service, AccessRequest request) throws Exception {
    Thread.sleep(3);
    return service.state(request.id()).status();
  }

  /** The one ticket beside the purpose's issue. */
  FakeIssue ticket() {
    List<FakeIssue> tickets = tickets();
    if (tickets.size() != 1) {
      throw new AssertionError(tickets.size() + " tickets");
    }
    return tickets.get(0);
  }

  List<FakeIssue> tickets() {
    return jira.issues.values().stream().filter(issue -> issue.key.startsWith("JIT-")).toList();
  }

  void move(String who, String to) {
    ticket().move(FakeIssue.person(who, true), clock.instant(), to);
  }

  /** What was said on a ticket, when that many things were. */
  List<String> comments(FakeIssue ticket, int expected) throws InterruptedException {
    for (int i = 0; i < 300 && ticket.comments.size() < expected; i++) {
      Thread.sleep(10);
    }
    return ticket.comments.stream().map(one -> String.valueOf(one.get("body"))).toList();
  }

  /** Lets the file of approvers know somebody, by their address. */
  void knows(Subject... some) {
    for (Subject person : some) {
      knowsAs(person.name() + "@example.com", person);
    }
  }

  synchronized void knowsAs(String account, Subject person) {
    people.put(account, person);
    writePeople();
  }

  private void writePeople() {
    String entries =
        people.entrySet().stream().map(JiraFixture::entry).collect(Collectors.joining(","));
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
            "jira", known.getKey()));
  }

  Path peopleFile() {
    return directory.resolve("approvers.yaml");
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
    jira.close();
  }
}
