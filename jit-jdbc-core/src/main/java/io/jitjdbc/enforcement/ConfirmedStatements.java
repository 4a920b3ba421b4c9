package io.jitjdbc.enforcement;

import io.jitjdbc.sql.Analysis;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.StatementText;
import org.jspecify.annotations.Nullable;

/** What is believed of queries of one place since the database was asked about them. */
interface ConfirmedStatements {

  /** As another statement's, if that is what it is called. */
  @Nullable Analysis find(String key, StatementText text);

  void keep(String key, Analysed ours, Analysis agreed);
}
