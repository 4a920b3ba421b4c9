package io.jitjdbc.enforcement;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Action;
import io.jitjdbc.access.Resource.Metadata;
import io.jitjdbc.sql.Analysis;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.StatementKind;
import io.jitjdbc.sql.StatementText;
import java.util.List;
import java.util.Set;

/** What a question to JDBC's metadata does: there is no text to analyse. */
final class Described {
  private Described() {}

  static Analysis of(Ask question) {
    return new Analysed(
        new StatementText(question.sql(), StatementText.digest(question.sql())),
        StatementKind.METADATA,
        Set.of(new Access(Action.SELECT, new Metadata())),
        List.of(),
        Set.of(),
        Set.of());
  }
}
