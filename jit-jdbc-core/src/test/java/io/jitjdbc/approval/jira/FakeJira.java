package io.jitjdbc.approval.jira;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Jira, as strict as it may be: it complains of every parameter, field and query that is not in the
 * documentation, and of whoever sends no JSON.
 */
final class FakeJira implements AutoCloseable {
  static final String TOKEN = "canary-token";
  static final String SELF = "robot";

  private static final Pattern BY_LABEL =
      Pattern.compile(
          "creator = currentUser\\(\\) AND labels in \\((\"jit-\\w+\"(?:, \"jit-\\w+\")*)\\)");
  private static final Pattern BY_WORD =
      Pattern.compile(
          "creator = currentUser\\(\\) AND \\(summary ~ \"\\\\\"jit-\\w+\\\\\"\""
              + "(?: OR summary ~ \"\\\\\"jit-\\w+\\\\\"\")*\\)");
  private static final Pattern TAG = Pattern.compile("jit-\\w+");
  private static final Map<String, Set<String>> PARAMETERS =
      Map.of(
          "search", Set.of("jql", "fields", "maxResults"),
          "issue", Set.of("fields", "expand"),
          "comment", Set.of("orderBy", "maxResults"),
          "approval", Set.of("start", "limit"),
          "myself", Set.of());

  /** Answers in Jira's place; says whether it has. */
  @FunctionalInterface
  interface Answering {
    boolean answer(HttpExchange exchange, String body) throws IOException;
  }

  /** An answer. */
  record Reply(int status, Object body) {}

  final Map<String, FakeIssue> issues = new ConcurrentSkipListMap<>();
  final List<String> calls = new CopyOnWriteArrayList<>();
  final List<String> complaints = new CopyOnWriteArrayList<>();
  final List<Map<?, ?>> links = new CopyOnWriteArrayList<>();
  volatile boolean cloud = true;
  volatile String authorization;

  /** How many searches find nothing, because the index lags behind. */
  final AtomicInteger lag = new AtomicInteger();

  private final Map<String, Deque<Answering>> scripts = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final InstantSource clock;
  private int made = 100;

  FakeJira(int port, InstantSource clock, String authorization) throws IOException {
    this.clock = clock;
    this.authorization = authorization;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::serve);
    server.setExecutor(threads);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Answers the next calls of that method and end of a path; then it is Jira again. */
  void script(String call, Answering... answers) {
    scripts.computeIfAbsent(call, key -> new ArrayDeque<>()).addAll(List.of(answers));
  }

  static Answering status(int status, String body, String... headers) {
    return (exchange, sent) -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      send(exchange, status, body);
      return true;
    };
  }

  /** Does what was asked, and says something else. */
  Answering lost(Answering instead) {
    return (exchange, sent) -> {
      reply(exchange, sent);
      return instead.answer(exchange, sent);
    };
  }

  /** Says nothing for a while, then nothing at all. */
  static Answering silent(long millis) {
    return (exchange, sent) -> {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return true;
    };
  }

  long count(String call) {
    return calls.stream()
        .filter(one -> one.startsWith(call.split(" ", 2)[0] + ' '))
        .filter(one -> one.replaceAll("\\?.*", "").endsWith(call.split(" ", 2)[1]))
        .count();
  }

  FakeIssue only() {
    if (issues.size() != 1) {
      throw new AssertionError(issues.keySet() + " are not one");
    }
    return issues.values().iterator().next();
  }

  FakeIssue add(String key, String creator, Map<String, ?> fields) {
    var issue = new FakeIssue(key, creator, fields, clock.instant());
    issues.put(key, issue);
    return issue;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      String path = exchange.getRequestURI().getPath();
      calls.add(exchange.getRequestMethod() + ' ' + exchange.getRequestURI());
      for (Map.Entry<String, Deque<Answering>> script : scripts.entrySet()) {
        String[] call = script.getKey().split(" ", 2);
        if (exchange.getRequestMethod().equals(call[0]) && path.endsWith(call[1])) {
          Answering next = poll(script.getValue());
          if (next != null && next.answer(exchange, body)) {
            return;
          }
        }
      }
      Reply reply = reply(exchange, body);
      send(exchange, reply.status(), text(reply.body()));
    }
  }

  private static synchronized Answering poll(Deque<Answering> answers) {
    return answers.poll();
  }

  private static String text(Object body) {
    return body instanceof Map<?, ?> map ? json(map) : String.valueOf(body);
  }

  @SuppressWarnings("unchecked")
  private static String json(Map<?, ?> map) {
    return JSONObjectUtils.toJSONString((Map<String, ?>) map);
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json;charset=UTF-8");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private Reply error(int status, String message) {
    return new Reply(status, Map.of("errorMessages", List.of(message), "errors", Map.of()));
  }

  private Reply reply(HttpExchange exchange, String body) {
    if (!authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      return error(401, "Client must be authenticated to access this resource.");
    }
    String path = exchange.getRequestURI().getPath();
    if (exchange.getRequestMethod().equals("GET")) {
      return get(path, parameters(exchange.getRequestURI().getRawQuery()));
    }
    String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
    if (!exchange.getRequestMethod().equals("POST") || !type.startsWith("application/json")) {
      complaints.add(exchange.getRequestMethod() + " of " + type);
      return error(415, "Unsupported Media Type");
    }
    return post(path, object(body));
  }

  private static Map<String, Object> object(String body) {
    try {
      return JSONObjectUtils.parse(body);
    } catch (java.text.ParseException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, String> parameters(String query) {
    var parameters = new LinkedHashMap<String, String>();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      parameters.put(
          pair.substring(0, pair.indexOf('=')),
          URLDecoder.decode(pair.substring(pair.indexOf('=') + 1), UTF_8));
    }
    return parameters;
  }

  private void allow(String what, Map<String, String> parameters) {
    if (!PARAMETERS.get(what).containsAll(parameters.keySet())) {
      complaints.add(what + " with " + parameters.keySet());
    }
  }

  private Reply get(String path, Map<String, String> parameters) {
    String[] parts = path.split("/", -1);
    String last = parts[parts.length - 1];
    if (path.equals("/rest/api/2/myself")) {
      allow("myself", parameters);
      return new Reply(200, FakeIssue.person(SELF, true));
    }
    if (path.startsWith("/rest/api/2/search")) {
      allow("search", parameters);
      return path.equals(cloud ? "/rest/api/2/search/jql" : "/rest/api/2/search")
          ? found(parameters)
          : error(410, "The requested API has been removed.");
    }
    boolean inner = last.equals("comment") || last.equals("approval");
    FakeIssue issue = issues.get(inner ? parts[parts.length - 2] : last);
    allow(inner ? last : "issue", parameters);
    if (issue == null) {
      return error(404, "Issue does not exist or you do not have permission to see it.");
    }
    return switch (last) {
      case "comment" -> new Reply(200, Map.of("comments", issue.comments, "total", 1));
      case "approval" -> new Reply(200, Map.of("values", issue.approvals, "isLastPage", true));
      default -> {
        List<String> fields = List.of(parameters.get("fields").split(",", -1));
        yield new Reply(200, issue.json(fields, "changelog".equals(parameters.get("expand"))));
      }
    };
  }

  private Reply found(Map<String, String> parameters) {
    String jql = parameters.get("jql");
    boolean label = BY_LABEL.matcher(jql).matches();
    if (!label && !BY_WORD.matcher(jql).matches()) {
      complaints.add("query " + jql);
      return error(400, "Error in the JQL Query");
    }
    var tags = new ArrayList<String>();
    for (Matcher tag = TAG.matcher(jql); tag.find(); ) {
      tags.add(tag.group());
    }
    List<String> fields = List.of(parameters.get("fields").split(",", -1));
    List<Object> hits = new ArrayList<>();
    for (FakeIssue issue : lag.getAndDecrement() > 0 ? List.<FakeIssue>of() : issues.values()) {
      if (tags.stream()
          .anyMatch(tag -> label ? issue.labels.contains(tag) : issue.summary.contains(tag))) {
        hits.add(issue.json(fields, false));
      }
    }
    return new Reply(200, Map.of("issues", hits, "isLast", true));
  }

  private Reply post(String path, Map<String, Object> body) {
    if (path.equals("/rest/api/2/issueLink")) {
      links.add(body);
      return new Reply(201, "");
    }
    if (path.endsWith("/comment")) {
      FakeIssue issue = issues.get(path.split("/", -1)[5]);
      require(body, Set.of("body"), Set.of());
      var comment = new LinkedHashMap<String, Object>(body);
      comment.put("author", FakeIssue.person(SELF, true));
      issue.comments.add(comment);
      return new Reply(201, comment);
    }
    return path.equals("/rest/api/2/issue") ? issue(body) : request(path, body);
  }

  private Reply issue(Map<String, Object> body) {
    require(body, Set.of("fields"), Set.of());
    Map<?, ?> fields = (Map<?, ?>) body.get("fields");
    require(
        fields,
        Set.of("project", "issuetype", "summary", "description", "labels"),
        Set.of("customfield_1"));
    return make(fields, "key", Map.of("id", "1", "self", "x"));
  }

  private Reply request(String path, Map<String, Object> body) {
    if (!path.equals("/rest/servicedeskapi/request")) {
      complaints.add("POST " + path);
      return error(404, "no such path");
    }
    require(body, Set.of("serviceDeskId", "requestTypeId", "requestFieldValues"), Set.of());
    Map<?, ?> fields = (Map<?, ?>) body.get("requestFieldValues");
    require(fields, Set.of("summary", "description"), Set.of("customfield_1"));
    return make(fields, "issueKey", Map.of("issueId", "1", "requestTypeId", "25"));
  }

  private synchronized Reply make(Map<?, ?> fields, String name, Map<String, Object> more) {
    String summary = String.valueOf(fields.get("summary"));
    String description = String.valueOf(fields.get("description"));
    if (summary.length() > 255 || summary.lines().count() != 1 || description.length() > 32_767) {
      complaints.add("too long");
      return new Reply(400, Map.of("errorMessages", List.of(), "errors", Map.of("summary", "bad")));
    }
    String key = "JIT-" + made++;
    issues.put(key, new FakeIssue(key, SELF, fields, clock.instant()));
    var answer = new LinkedHashMap<String, Object>(more);
    answer.put(name, key);
    return new Reply(201, answer);
  }

  private void require(Map<?, ?> object, Set<String> needed, Set<String> allowed) {
    var names = new ArrayList<Object>(object.keySet());
    names.removeAll(allowed);
    if (!needed.equals(Set.copyOf(names))) {
      complaints.add("fields " + names);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    if (!complaints.isEmpty()) {
      throw new AssertionError(complaints.toString());
    }
  }
}
