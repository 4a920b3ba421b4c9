package io.jitjdbc.sql.lineage;

import static io.jitjdbc.sql.text.Lexer.read;
import static java.util.Objects.requireNonNull;

import io.jitjdbc.sql.Analysis;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.OutputColumn;
import io.jitjdbc.sql.StatementText;
import io.jitjdbc.sql.text.LexedStatement;
import io.jitjdbc.sql.text.LexicalException;
import io.jitjdbc.sql.text.Recognized;
import io.jitjdbc.sql.text.StatementRecognizer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says what a statement would read, write and return, or that it cannot be proven; never throws.
 *
 * <p>Thread-safe. Works on the calling thread, asks nothing but the catalog, and keeps nothing; an
 * ordinary statement takes well under a millisecond, and every text a bounded time. Fails closed: a
 * part of the text that is not understood, a name that cannot be found and an error of the parser
 * all make the statement {@link Analysis.Unanalysable}.
 */
public final class SqlAnalyzer {

  private final Dialect dialect;
  private final KnownStatements known;

  public SqlAnalyzer(Dialect dialect) {
    this(dialect, KnownStatements.NONE);
  }

  /** Parses no statement that is known, though its values be others. */
  public SqlAnalyzer(Dialect dialect, KnownStatements known) {
    this.dialect = requireNonNull(dialect);
    this.known = requireNonNull(known);
  }

  /** The analysis of one statement; its text is shown without any literal. */
  public Analysis analyze(String sql, Catalog catalog) {
    return analyze(sql, catalog, Confirmation.NONE);
  }

  /** The same, with another look at what is accepted. */
  public Analysis analyze(String sql, Catalog catalog, Confirmation confirmation) {
    String digest = StatementText.digest(sql);
    LexedStatement lexed;
    try {
      lexed = read(sql, dialect);
    } catch (LexicalException e) {
      StatementText text = new StatementText("(unreadable)", digest);
      return new Analysis.Unanalysable(text, String.valueOf(e.getMessage()));
    }
    return analyze(lexed, new StatementText(lexed.redacted(), digest), catalog)
        .fold(ours -> confirmation.confirm(sql, lexed, ours), Analysis.class::cast);
  }

  /** The parser is not ours: whatever it throws, the statement was not proven. */
  private Analysis analyze(LexedStatement lexed, StatementText text, Catalog catalog) {
    Analysed before = known.find(lexed.canonical());
    if (before != null) {
      return before.as(text);
    }
    try {
      Optional<Recognized> recognized = StatementRecognizer.recognize(lexed, dialect);
      return recognized.isPresent()
          ? recognized(recognized.get(), text)
          : resolved(lexed, text, catalog);
    } catch (NotProvenException e) {
      return new Analysis.Unanalysable(text, String.valueOf(e.getMessage()));
    } catch (StackOverflowError e) {
      return new Analysis.Unanalysable(text, "the statement is nested too deeply");
    } catch (RuntimeException | LinkageError e) {
      String kind = e.getClass().getSimpleName();
      return new Analysis.Unanalysable(text, "the statement cannot be analysed (" + kind + ")");
    }
  }

  private static Analysis recognized(Recognized recognized, StatementText text) {
    return new Analysed(
        text, recognized.kind(), recognized.accesses(), List.of(), Set.of(), Set.of());
  }

  private Analysis resolved(LexedStatement lexed, StatementText text, Catalog catalog) {
    Analysed fresh = parsed(lexed, text, catalog);
    known.keep(lexed.canonical(), fresh);
    return fresh;
  }

  private Analysed parsed(LexedStatement lexed, StatementText text, Catalog catalog) {
    Work work = new Work();
    Views views = new Views(dialect, catalog, work);
    Resolver resolver = new Resolver(new Names(dialect), catalog, views, work);
    resolver.builtIns().check(lexed.tokens());
    List<Field> fields = new Statements(resolver).fields(SyntaxTree.parse(lexed.canonical()));
    List<OutputColumn> outputs =
        fields.stream()
            .map(field -> new OutputColumn(field.label(), field.flow().origin()))
            .toList();
    Ledger ledger = resolver.ledger();
    return new Analysed(
        text,
        ledger.kind(),
        ledger.accesses(),
        outputs,
        ledger.references(),
        ledger.copies(),
        ledger.bounds(),
        ledger.repeats());
  }
}
