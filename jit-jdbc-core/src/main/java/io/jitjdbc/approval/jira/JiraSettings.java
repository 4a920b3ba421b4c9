package io.jitjdbc.approval.jira;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.approval.book.AnswerCheck;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.approval.evidence.ChannelPeople;
import io.jitjdbc.approval.evidence.SignatureSettings;
import io.jitjdbc.remote.ServiceAddress;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.store.StoreSettings;
import java.net.URI;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The settings, and what they come to. */
record JiraSettings(SettingValues values, Duration shortestPoll) {
  static final Duration SHORTEST_POLL = Duration.ofSeconds(1);
  static final StoreSettings STORE = new StoreSettings("store.", "the requests");

  private static final Setting<URI> ADDRESS =
      Setting.of("address", ServiceAddress.KIND, "Where Jira is, with its path if it has one.");
  private static final Setting<Edition> EDITION =
      Setting.of("edition", Edition.KIND, "cloud", "Which Jira it is.");
  private static final Setting<String> USER =
      Setting.of(
          "user",
          Kind.TEXT,
          "Whose token it is, for basic authentication: the e-mail address in Jira Cloud; without"
              + " it the token is a bearer's.");
  private static final Setting<String> TOKEN = Setting.secret("token", "API or access token.");
  private static final Setting<Path> TOKEN_FILE =
      Setting.of("token.file", Kind.FILE, "File with the token; read again at each use.");
  private static final Setting<Path> APPROVERS =
      Setting.of(
          "approvers.file",
          Kind.FILE,
          "YAML file of the people who may answer, whose field jira is their account; read again"
              + " at each answer.");
  private static final Setting<Way> WAY =
      Setting.of(
          "way",
          Way.KIND,
          "Whether people answer the approval of a service request, or move an issue.");
  private static final Setting<String> SERVICE_DESK =
      Setting.of("service-desk", Kind.TEXT, "Id of the service desk, for way=request.");
  private static final Setting<String> REQUEST_TYPE =
      Setting.of("request-type", Kind.TEXT, "Id of the request type, for way=request.");
  private static final Setting<String> PROJECT =
      Setting.of("project", Kind.TEXT, "Key of the project, for way=issue.");
  private static final Setting<String> ISSUE_TYPE =
      Setting.of("issue-type", Kind.TEXT, "Task", "Name of the type of issues, for way=issue.");
  private static final Setting<List<String>> APPROVED =
      Setting.of(
          "approved",
          Kind.LIST,
          "Approved",
          "Statuses, by name or id, into which a yes moves the issue, for way=issue.");
  private static final Setting<List<String>> REJECTED =
      Setting.of(
          "rejected",
          Kind.LIST,
          "Rejected",
          "Statuses, by name or id, into which a no moves the issue, for way=issue.");
  private static final Setting<String> FIELDS =
      Setting.of(
          "fields",
          Kind.TEXT,
          "More fields that new tickets need, as a JSON object by the fields' ids.");
  private static final Setting<Boolean> PURPOSE_CHECK =
      Setting.of(
          "purpose.check",
          Kind.FLAG,
          "true",
          "Whether the issue must exist that a purpose such as ABC-123 names.");
  private static final Setting<List<String>> PURPOSE_STATES =
      Setting.of(
          "purpose.states",
          Kind.LIST,
          "Statuses, by name or id, in one of which that issue must be; any if not set.");
  private static final Setting<String> LINK =
      Setting.of("link", Kind.TEXT, "Relates", "Type of link from new tickets to that issue.");
  private static final Setting<Boolean> COMMENTS =
      Setting.of(
          "comments",
          Kind.FLAG,
          "true",
          "Whether tickets are told by comments what became of them, and which answers do not"
              + " count.");
  private static final Setting<Duration> POLL =
      Setting.of(
          "poll", Kind.DURATION, "5s", "Pause of a waiting statement between two looks at Jira.");
  private static final Setting<Duration> TIMEOUT =
      Setting.of(
          "timeout", Kind.DURATION, "20s", "How long one thing may take, all attempts together.");

  /** Those that a channel has, wherever the requests are kept. */
  static final List<Setting<?>> OF_CHANNEL =
      List.of(
          ADDRESS,
          EDITION,
          USER,
          TOKEN,
          TOKEN_FILE,
          APPROVERS,
          WAY,
          SERVICE_DESK,
          REQUEST_TYPE,
          PROJECT,
          ISSUE_TYPE,
          APPROVED,
          REJECTED,
          FIELDS,
          PURPOSE_CHECK,
          PURPOSE_STATES,
          LINK,
          COMMENTS,
          POLL,
          TIMEOUT);

  static final List<Setting<?>> ALL =
      Stream.of(OF_CHANNEL, SignatureSettings.ofChannel(), STORE.all())
          .flatMap(List::stream)
          .toList();

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9:_-]{1,64}");
  private static final Pattern PROJECT_KEY = Pattern.compile("[A-Z][A-Z0-9_]{1,99}");
  private static final Set<String> OURS =
      Set.of("summary", "description", "labels", "project", "issuetype");

  URI address() {
    URI address = values.get(ADDRESS);
    require(address.getRawUserInfo() == null, ADDRESS, "hold no login");
    return address;
  }

  Edition edition() {
    return values.get(EDITION);
  }

  JiraLogin login() {
    Optional<String> user = values.find(USER);
    require(user.filter(name -> name.contains(":")).isEmpty(), USER, "hold no colon");
    return values
        .find(TOKEN_FILE)
        .map(file -> JiraLogin.in(user, file))
        .orElseGet(() -> JiraLogin.fixed(user, values.get(TOKEN)));
  }

  ChannelPeople people(InstantSource clock) {
    return SignatureSettings.people("jira", values, APPROVERS, clock);
  }

  AnswerCheck check(RequestBook book, InstantSource clock) {
    return SignatureSettings.check(book, values, APPROVERS, clock);
  }

  Queue queue() {
    return values.get(WAY) == Way.REQUEST ? requests() : issues();
  }

  private Queue requests() {
    String desk = values.get(SERVICE_DESK);
    String type = values.get(REQUEST_TYPE);
    require(ID.matcher(desk).matches(), SERVICE_DESK, "be an id such as 10");
    require(ID.matcher(type).matches(), REQUEST_TYPE, "be an id such as 25");
    return new RequestQueue(desk, type, fields());
  }

  private Queue issues() {
    String project = values.get(PROJECT);
    require(PROJECT_KEY.matcher(project).matches(), PROJECT, "be a key such as JIT");
    var approved = new Statuses(values.get(APPROVED));
    var rejected = new Statuses(values.get(REJECTED));
    require(!approved.named().isEmpty(), APPROVED, "name a status");
    require(!approved.overlap(rejected), REJECTED, "name no status that means a yes, too");
    return new IssueQueue(project, values.get(ISSUE_TYPE), approved, rejected, fields());
  }

  private Map<String, Object> fields() {
    Optional<String> text = values.find(FIELDS);
    if (text.isEmpty()) {
      return Map.of();
    }
    String expected = "be a JSON object without nulls and without any of " + OURS;
    try {
      Map<String, Object> fields = JSONObjectUtils.parse(text.get());
      require(
          text.get().strip().startsWith("{")
              && fields != null
              && !fields.containsValue(null)
              && fields.keySet().stream().noneMatch(OURS::contains),
          FIELDS,
          expected);
      return fields;
    } catch (ParseException e) {
      throw wrong(FIELDS, expected);
    }
  }

  boolean purposeCheck() {
    return values.get(PURPOSE_CHECK);
  }

  Statuses purposeStates() {
    return new Statuses(values.find(PURPOSE_STATES).orElse(List.of()));
  }

  Optional<String> link() {
    return values.find(LINK).filter(type -> !type.isBlank());
  }

  boolean comments() {
    return values.get(COMMENTS);
  }

  Duration poll() {
    Duration poll = values.get(POLL);
    require(isBetween(poll, shortestPoll, Duration.ofMinutes(5)), POLL, "be from 1s to 5m");
    return poll;
  }

  Duration timeout() {
    Duration timeout = values.get(TIMEOUT);
    require(
        isBetween(timeout, Duration.ofSeconds(1), Duration.ofMinutes(1)),
        TIMEOUT,
        "be from 1s to 1m");
    return timeout;
  }

  private static boolean isBetween(Duration span, Duration least, Duration most) {
    return span.compareTo(least) >= 0 && span.compareTo(most) <= 0;
  }

  private void require(boolean good, Setting<?> setting, String expected) {
    if (!good) {
      throw wrong(setting, expected);
    }
  }

  private InvalidSettingException wrong(Setting<?> setting, String expected) {
    return new InvalidSettingException(values.nameOf(setting) + " must " + expected);
  }
}
