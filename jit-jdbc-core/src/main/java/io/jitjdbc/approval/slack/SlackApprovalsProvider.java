package io.jitjdbc.approval.slack;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.ApprovalServiceProvider;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.MemoryBook;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.approval.evidence.SignatureSettings;
import io.jitjdbc.approval.posting.MemoryPostings;
import io.jitjdbc.approval.posting.PostingBook;
import io.jitjdbc.approval.table.TableBooks;
import io.jitjdbc.approval.table.TablePostings;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.store.StoreSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

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
  private static final Setting<Duration> POLL =
      Setting.of("poll", Kind.DURATION, "1s", "Pause of a waiting statement between two looks.");
  private static final StoreSettings STORE = new StoreSettings("store.", "the requests");

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
    var all = new ArrayList<>(SlackSettings.OF_CHANNEL);
    all.add(POLL);
    all.addAll(SignatureSettings.ofChannel());
    all.addAll(STORE.all());
    return List.copyOf(all);
  }

  @Override
  public ApprovalService create(SettingValues values) {
    var settings = new SlackSettings(values, clock, pace);
    boolean shared = STORE.areGiven(values);
    SlackHearing hearing =
        settings.hearing(settings.place(), shared ? ", or jit approve {id}" : "");
    RequestBook book = shared ? TableBooks.open(STORE, values) : new MemoryBook();
    PostingBook postings = shared ? TablePostings.open(STORE, values) : new MemoryPostings();
    var channel = SlackChannel.over(book, postings, hearing, clock);
    return new BookApprovals(book, channel, values.get(POLL), clock, settings.check(book));
  }
}
