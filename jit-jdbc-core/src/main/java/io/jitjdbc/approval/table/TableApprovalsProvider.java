package io.jitjdbc.approval.table;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.ApprovalServiceProvider;
import io.jitjdbc.approval.book.AnswerCheck;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.Channel;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.approval.evidence.SignatureSettings;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.store.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** {@code table}: requests in a table that every application and every approver can reach. */
public final class TableApprovalsProvider implements ApprovalServiceProvider {
  private static final StoreSettings STORE = new StoreSettings("", "the requests");
  private static final Setting<Duration> POLL =
      Setting.of("poll", Kind.DURATION, "1s", "Pause of a waiting statement between two looks.");

  private static final Setting<Path> APPROVERS =
      Setting.of(
          "approvers.file",
          Kind.FILE,
          "With keys.file: YAML file of the people who may answer, by the kid of their key as their"
              + " key; read again at each answer.");

  private final InstantSource clock;

  /** For {@link java.util.ServiceLoader}. */
  public TableApprovalsProvider() {
    this(InstantSource.system());
  }

  TableApprovalsProvider(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "table";
  }

  @Override
  public List<Setting<?>> settings() {
    var all = new ArrayList<>(STORE.all());
    all.add(POLL);
    all.addAll(SignatureSettings.ofBook());
    all.add(APPROVERS);
    return List.copyOf(all);
  }

  @Override
  public ApprovalService create(SettingValues values) {
    RequestBook book = TableBooks.open(STORE, values);
    AnswerCheck check = SignatureSettings.check(book, values, APPROVERS, clock);
    return new BookApprovals(book, Channel.NONE, values.get(POLL), clock, check);
  }
}
