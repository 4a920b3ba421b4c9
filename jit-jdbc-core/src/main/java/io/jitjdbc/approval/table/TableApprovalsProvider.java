package io.jitjdbc.approval.table;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.ApprovalServiceProvider;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.Channel;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.store.StoreSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** {@code table}: requests in a table that every application and every approver can reach. */
public final class TableApprovalsProvider implements ApprovalServiceProvider {
  private static final StoreSettings STORE = new StoreSettings("", "the requests");
  private static final Setting<Duration> POLL =
      Setting.of("poll", Kind.DURATION, "1s", "Pause of a waiting statement between two looks.");

  @Override
  public String name() {
    return "table";
  }

  @Override
  public List<Setting<?>> settings() {
    var all = new ArrayList<>(STORE.all());
    all.add(POLL);
    return List.copyOf(all);
  }

  @Override
  public ApprovalService create(SettingValues values) {
    RequestBook book = TableBooks.open(STORE, values);
    return new BookApprovals(book, Channel.NONE, values.get(POLL), InstantSource.system());
  }
}
