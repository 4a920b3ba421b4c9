package io.jitjdbc.approval.jira;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.ApprovalServiceProvider;
import io.jitjdbc.approval.book.MemoryBook;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.approval.table.TableBooks;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * {@code jira}: requests are tickets in Jira, and people answer there.
 *
 * <p><b>Guarantees</b>: a statement waits only for people who have a ticket; an answer counts only
 * if it is, by Jira's own record, that of an active account whose person the file of approvers
 * knows, and was given to a ticket of exactly that request whose text nobody has changed since; the
 * rules of the request hold for it as for any other answer. <b>Does not protect against</b> Jira
 * and its administrators: who answered is Jira's word, and an answer that was read counts even if
 * it is taken back there.
 */
public final class JiraApprovalsProvider implements ApprovalServiceProvider {
  private final InstantSource clock;
  private final Duration shortestPoll;

  /** For {@link java.util.ServiceLoader}. */
  public JiraApprovalsProvider() {
    this(InstantSource.system(), JiraSettings.SHORTEST_POLL);
  }

  JiraApprovalsProvider(InstantSource clock, Duration shortestPoll) {
    this.clock = clock;
    this.shortestPoll = shortestPoll;
  }

  @Override
  public String name() {
    return "jira";
  }

  @Override
  public List<Setting<?>> settings() {
    return JiraSettings.ALL;
  }

  @Override
  public ApprovalService create(SettingValues values) {
    var assembly = new Assembly(new JiraSettings(values, shortestPoll), clock);
    RequestBook book =
        JiraSettings.STORE.areGiven(values)
            ? TableBooks.open(JiraSettings.STORE, values)
            : new MemoryBook();
    return assembly.service(book);
  }
}
