package io.jitjdbc.approval.table;

import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.store.StoreSettings;

/** Books of requests in tables, for services that tell people in their own way. */
public final class TableBooks {
  private TableBooks() {}

  /** The book where the settings say; opens nothing before its first use. */
  public static RequestBook open(StoreSettings settings, SettingValues values) {
    return TableBook.in(settings.open(values, TableSchema.VERSIONS));
  }
}
