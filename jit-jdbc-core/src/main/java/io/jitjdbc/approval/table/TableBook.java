package io.jitjdbc.approval.table;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Delegation;
import io.jitjdbc.approval.Notice;
import io.jitjdbc.approval.RequestProgress;
import io.jitjdbc.approval.book.Receipt;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.store.Store;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A book in a database that several processes share. Thread-safe; opens its connection at the first
 * question.
 *
 * <p><b>Does not protect against</b> somebody who may write to the tables, nor against clocks of
 * two machines that differ by more than an approval may last. Rows are never deleted: they say who
 * approved what.
 */
final class TableBook implements RequestBook {
  private final RequestTable requests;
  private final DelegationTable delegations;
  private final ReceiptTable receipts;
  private final Store store;
  private final String setting;

  private TableBook(Store store, String setting) {
    this.store = store;
    this.setting = setting;
    this.receipts = new ReceiptTable(store);
    this.requests = new RequestTable(store, receipts);
    this.delegations = new DelegationTable(store);
  }

  /**
   * The book in a store that has the tables.
   *
   * @param setting that says where the store is, for messages
   */
  static RequestBook in(Store store, String setting) {
    return new TableBook(store, setting);
  }

  @Override
  public Optional<RequestProgress> find(String id) throws RefusedException {
    return ask(() -> requests.find(id));
  }

  @Override
  public Optional<RequestProgress> latest(String binding) throws RefusedException {
    return ask(() -> requests.latest(binding));
  }

  @Override
  public boolean add(AccessRequest request, Optional<RequestProgress> before)
      throws RefusedException {
    return ask(() -> requests.insert(request, before.map(seen -> seen.request().id())));
  }

  @Override
  public boolean step(RequestProgress seen, RequestProgress next, Instant now)
      throws RefusedException {
    return ask(() -> requests.step(seen, next, now, Optional.empty()));
  }

  @Override
  public boolean step(RequestProgress seen, RequestProgress next, Instant now, Receipt receipt)
      throws RefusedException {
    return ask(
        () -> {
          receipts.tidy(now);
          return requests.step(seen, next, now, Optional.of(receipt));
        });
  }

  @Override
  public Optional<Receipt> receipt(String key, Instant now) throws RefusedException {
    return ask(() -> receipts.find(key, now));
  }

  @Override
  public boolean claim(RequestProgress seen, Notice notice) throws RefusedException {
    return ask(() -> requests.claim(seen, notice));
  }

  @Override
  public List<RequestProgress> open(Instant now) throws RefusedException {
    return ask(() -> requests.open(now));
  }

  @Override
  public List<RequestProgress> filedSince(Instant since, Optional<Subject> subject, int most)
      throws RefusedException {
    return ask(() -> requests.filedSince(since, subject, most));
  }

  @Override
  public void keep(Delegation delegation) throws RefusedException {
    ask(() -> delegations.insert(delegation));
  }

  @Override
  public List<Delegation> delegationsTo(String deputy, Instant now) throws RefusedException {
    return ask(() -> delegations.to(deputy, now));
  }

  @Override
  public void close() {
    store.close();
  }

  private interface Question<T> {
    T ask() throws SQLException;
  }

  private <T> T ask(Question<T> question) throws RefusedException {
    try {
      return question.ask();
    } catch (SQLException e) {
      // Its text and its cause may quote the URL or a value: the code has to do.
      throw RefusedException.denied(
          "the table of access requests did not answer: SQLSTATE "
              + e.getSQLState()
              + ", error "
              + e.getErrorCode()
              + " of "
              + e.getClass().getName()
              + ". Check "
              + setting
              + ", its login, that its JDBC driver is there and that the database is up");
    }
  }
}
