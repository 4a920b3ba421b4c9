package io.jitjdbc.approval.slack;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.ApprovalServiceProvider;
import io.jitjdbc.approval.book.AnswerCheck;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.MemoryBook;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.approval.evidence.ChannelPeople;
import io.jitjdbc.approval.evidence.SignatureSettings;
import io.jitjdbc.approval.posting.MemoryPostings;
import io.jitjdbc.approval.posting.PostingBook;
import io.jitjdbc.approval.table.TableBooks;
import io.jitjdbc.approval.table.TablePostings;
import io.jitjdbc.remote.HttpService;
import io.jitjdbc.remote.ServiceAddress;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.store.StoreSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code slack}: a message with buttons in a channel. Clicks come back by Socket Mode, so that
 * nothing has to be reachable from outside.
 *
 * <p><b>Guarantees</b>: a request that Slack was not told of is not filed; nothing that who asks
 * can write becomes markup, a mention or a button; a click counts for the person whom the file of
 * approvers names, at the message that was posted for the request, and as often as an answer does.
 * <b>Does not protect against</b> Slack itself, an administrator there who acts as somebody else,
 * nor whoever holds the app's tokens.
 */
public final class SlackApprovalsProvider implements ApprovalServiceProvider {
  private static final Pattern CHANNEL_ID = Pattern.compile("[CDG][A-Z0-9]{2,40}");

  private static final SlackToken.Source BOT =
      SlackToken.Source.of("bot.token", "xoxb-", "Token of the app's bot");
  private static final SlackToken.Source APP =
      SlackToken.Source.of("app.token", "xapp-", "Token of the app for Socket Mode");
  private static final Setting<String> CHANNEL =
      Setting.of(
          "channel",
          new Kind<>(
              "the id of a channel, such as C0123ABCD", List.of(), SlackApprovalsProvider::id),
          "Id of the channel where requests are posted; the bot must be in it.");
  private static final Setting<Path> APPROVERS =
      Setting.of(
          "approvers.file",
          Kind.FILE,
          "YAML file of the people who may answer, with their Slack user ids and groups.");
  private static final Setting<URI> ADDRESS =
      Setting.of(
          "address", ServiceAddress.KIND, "https://slack.com/api", "Where Slack's Web API is.");
  private static final Setting<Duration> TIMEOUT =
      Setting.of(
          "timeout", Kind.DURATION, "10s", "How long a call to Slack may take, with its pauses.");
  private static final Setting<Duration> POLL =
      Setting.of("poll", Kind.DURATION, "1s", "Pause of a waiting statement between two looks.");
  private static final StoreSettings STORE = new StoreSettings("store.", "the requests");

  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final Pace pace;

  /** For {@link java.util.ServiceLoader}. */
  public SlackApprovalsProvider() {
    this(InstantSource.system(), Pace.USUAL);
  }

  SlackApprovalsProvider(InstantSource clock, Pace pace) {
    this.clock = clock;
    this.pace = pace;
  }

  @Override
  public String name() {
    return "slack";
  }

  @Override
  public List<Setting<?>> settings() {
    var all = new ArrayList<Setting<?>>(BOT.settings());
    all.addAll(APP.settings());
    all.addAll(List.of(CHANNEL, APPROVERS, ADDRESS, TIMEOUT, POLL));
    all.addAll(SignatureSettings.ofChannel());
    all.addAll(STORE.all());
    return List.copyOf(all);
  }

  @Override
  public ApprovalService create(SettingValues values) {
    Duration timeout = values.get(TIMEOUT);
    if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
      throw new InvalidSettingException(values.nameOf(TIMEOUT) + " must be from 100ms to 1m");
    }
    var api = new SlackApi(new HttpService(values.get(ADDRESS), timeout), timeout);
    return service(values, new SlackPlace(api, BOT.token(values), values.get(CHANNEL)));
  }

  private ApprovalService service(SettingValues values, SlackPlace place) {
    SlackToken appToken = APP.token(values);
    ChannelPeople people = SignatureSettings.people("slack", values, APPROVERS, clock);
    boolean shared = STORE.areGiven(values);
    RequestBook book = shared ? TableBooks.open(STORE, values) : new MemoryBook();
    PostingBook postings = shared ? TablePostings.open(STORE, values) : new MemoryPostings();
    var board = new Board(place, postings, clock);
    var upkeep = new Upkeep(place, book, postings, clock);
    var thread = new SlackThread(pace.beat());
    var channel = new SlackChannel(board, upkeep, postings, thread);
    AnswerCheck check = SignatureSettings.check(book, values, APPROVERS, clock);
    var approvals = new BookApprovals(book, channel, values.get(POLL), clock, check);
    var clicks = new Clicks(approvals, board, upkeep, people, place);
    var ears = new SlackApprovals.Ears(place, appToken, clicks, pace);
    var messages = new SlackApprovals.Messages(board, upkeep);
    return new SlackApprovals(approvals, messages, thread, ears, nextStep(place, shared));
  }

  private static String nextStep(SlackPlace place, boolean shared) {
    return "answer in Slack, channel " + place.channel() + (shared ? ", or jit approve {id}" : "");
  }

  private static String id(String text) {
    if (!CHANNEL_ID.matcher(text.strip()).matches()) {
      throw new IllegalArgumentException();
    }
    return text.strip();
  }
}
