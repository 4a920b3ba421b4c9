package io.jitjdbc.approval.table;

import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.store.Store;
import io.jitjdbc.store.StoreSettings;
import javax.sql.DataSource;

/** Books of requests in tables. */
public final class TableBooks {
  private TableBooks() {}

  /** The book that the settings lead to; connects at its first use. */
  public static RequestBook open(StoreSettings store, SettingValues values) {
    String url = values.nameOf(store.all().get(0));
    return TableBook.in(store.open(values, TableSchema.VERSIONS), url);
  }

  /** A book behind a pool, which is not closed with it. */
  public static RequestBook over(DataSource pool) {
    return TableBook.in(Store.over(pool, "jit_", TableSchema.VERSIONS), "the pool's URL");
  }
}
