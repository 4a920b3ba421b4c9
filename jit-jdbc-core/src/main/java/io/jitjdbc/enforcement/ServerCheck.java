package io.jitjdbc.enforcement;

import io.jitjdbc.access.Action;
import io.jitjdbc.sql.Analysis;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Analysis.Unanalysable;
import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.ServerReading.Answer;
import io.jitjdbc.sql.ServerReading.Question;
import io.jitjdbc.sql.ServerReading.When;
import io.jitjdbc.sql.StatementKind;
import io.jitjdbc.sql.lineage.Confirmation;
import io.jitjdbc.sql.lineage.SecondReading;
import io.jitjdbc.sql.text.LexedStatement;
import io.jitjdbc.sql.text.PlainText;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the database how it reads a query and holds our own reading against it: once per text, as
 * long as definitions stay what they are.
 */
final class ServerCheck implements Confirmation {
  private static final Logger LOG = LoggerFactory.getLogger(ServerCheck.class);

  private final Inquiry inquiry;
  private final ConfirmedStatements confirmed;
  private final Catalog catalog;
  private final Predicate<Analysed> worthAsking;

  /**
   * @param worthAsking whether the statement could run if our own reading is right: the database is
   *     not asked about a text that is refused anyway
   */
  ServerCheck(
      Inquiry inquiry,
      ConfirmedStatements confirmed,
      Catalog catalog,
      Predicate<Analysed> worthAsking) {
    this.inquiry = inquiry;
    this.confirmed = confirmed;
    this.catalog = catalog;
    this.worthAsking = worthAsking;
  }

  @Override
  public Analysis confirm(String sql, LexedStatement lexed, Analysed ours) {
    When asked = inquiry.place().asked();
    if (asked == When.OFF || ours.kind() != StatementKind.QUERY || !lexed.isQuery()) {
      return ours;
    }
    boolean plain = PlainText.isPlain(sql, lexed, inquiry.place().dialect().product());
    if (plain && asked == When.AUTO) {
      return ours;
    }
    // Only plain texts are beyond doubt the same statement when the parser sees the same.
    String key = plain ? lexed.canonical() : sql;
    Analysis known = confirmed.find(key, ours.text());
    if (known != null) {
      return known;
    }
    return worthAsking.test(ours) ? ask(sql, lexed, ours, key) : ours;
  }

  private Analysis ask(String sql, LexedStatement lexed, Analysed ours, String key) {
    var question =
        new Question(sql, lexed.withoutParameters(sql), ours.outputs().size(), callsUnknown(ours));
    Answer answer;
    try {
      answer = inquiry.place().server().read(question);
    } catch (CatalogException e) {
      return new Unanalysable(ours.text(), String.valueOf(e.getMessage()));
    }
    return answer.fold(
        theirs -> agreed(sql, ours, theirs.sql(), key),
        other -> kept(ours, SecondReading.otherwise(ours, other.how()), key),
        none -> unconfirmed(ours, none.reason()));
  }

  private static boolean callsUnknown(Analysed ours) {
    return ours.accesses().stream().anyMatch(access -> access.action() == Action.EXECUTE);
  }

  private Analysis agreed(String sql, Analysed ours, String theirs, String key) {
    var reading = new SecondReading(inquiry.place().dialect(), catalog);
    return kept(ours, reading.agree(ours, sql, theirs), key);
  }

  private Analysis kept(Analysed ours, Analysis agreed, String key) {
    if (!agreed.equals(ours)) {
      LOG.warn(
          "Statement {} is read otherwise by the database than by the analysis; the stricter"
              + " reading counts{}",
          inquiry.statementId(),
          agreed.fold(known -> "", unknown -> ": " + unknown.reason()));
    }
    confirmed.keep(key, ours, agreed);
    return agreed;
  }

  private Analysis unconfirmed(Analysed ours, String reason) {
    if (inquiry.place().asked() != When.REQUIRED) {
      LOG.debug("Statement {} is not confirmed: {}", inquiry.statementId(), reason);
      return ours;
    }
    return new Unanalysable(
        ours.text(),
        "jit.analysis.server is 'required', and the database cannot be asked how it reads it: "
            + reason);
  }
}
