package io.jitjdbc.approval.webhook;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.ApprovalServiceProvider;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.MemoryBook;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.approval.evidence.SignatureSettings;
import io.jitjdbc.approval.table.TableBooks;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.store.StoreSettings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code webhook}: requests go to another system as signed messages, and decisions come back so.
 *
 * <p><b>Guarantees</b>: a statement waits only for people who were told; a decision counts only if
 * it is signed by a shared secret, of now, and of a person whom the file of approvers knows; the
 * rules of the request hold for it as for any other answer. <b>Does not protect against</b> the
 * other end: who decided is its word.
 */
public final class WebhookApprovalsProvider implements ApprovalServiceProvider {
  private static final StoreSettings STORE = new StoreSettings("store.", "the requests");

  private final InstantSource clock;

  /** For {@link java.util.ServiceLoader}. */
  public WebhookApprovalsProvider() {
    this(InstantSource.system());
  }

  WebhookApprovalsProvider(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public List<Setting<?>> settings() {
    var all = new ArrayList<>(WebhookSettings.OF_CHANNEL);
    all.addAll(SignatureSettings.ofChannel());
    all.addAll(STORE.all());
    return List.copyOf(all);
  }

  @Override
  public ApprovalService create(SettingValues values) {
    var settings = new WebhookSettings(values, clock);
    var opening = new WebhookOpening(settings);
    RequestBook book = STORE.areGiven(values) ? TableBooks.open(STORE, values) : new MemoryBook();
    return new BookApprovals(
        book, opening.over(book), settings.poll(), clock, settings.check(book));
  }
}
