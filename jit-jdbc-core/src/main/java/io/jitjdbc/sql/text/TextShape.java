package io.jitjdbc.sql.text;

import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.text.Token.Kind;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text with its literals taken out. Texts of one shape are the same to the last character but for
 * plain numbers and plain strings, and a reader that goes from left to right comes out of each of
 * these in the same place and the same state: so if one text was read, all were, and only what they
 * say in these places is to be compared. That costs one look at each character.
 *
 * <p>Immutable. Holds the text with its literals.
 */
public final class TextShape {
  private final String sql;
  private final String shape;
  private final int[] bounds;

  /**
   * @param bounds where each literal starts and ends, one after the other
   */
  TextShape(String sql, String shape, int[] bounds) {
    this.sql = sql;
    this.shape = shape;
    this.bounds = bounds;
  }

  /** The shape of a text; null if it holds anything that is not plain, or is long. */
  public static @Nullable TextShape of(String sql) {
    return new ShapeReader(sql).read();
  }

  /** The same for all texts of this shape, and for no other. Not SQL, and without any literal. */
  public String shape() {
    return shape;
  }

  /**
   * Which of the literals, counted from 0, are nothing but values: texts of one shape that agree in
   * all others are one text to the parser, and one statement to the database. Empty if that cannot
   * be said: the database may be asked how it reads a query that is not plain, each text for
   * itself.
   */
  public Optional<BitSet> values(Dialect dialect) {
    try {
      LexedStatement lexed = Lexer.read(sql, dialect);
      if (lexed.isQuery() && !PlainText.isPlain(sql, lexed, dialect.product())) {
        return Optional.empty();
      }
      return values(Lexer.lexemes(sql, dialect, Limits.DEFAULT));
    } catch (LexicalException e) {
      return Optional.empty();
    }
  }

  private Optional<BitSet> values(List<Lexeme> lexemes) throws LexicalException {
    List<Token> tokens = lexemes.stream().map(Lexeme::token).toList();
    var plainValues = new PlainValues(new Rewriting(tokens, Structure.of(tokens, Limits.DEFAULT)));
    var values = new BitSet();
    int literal = 0;
    for (int i = 0; i < lexemes.size(); i++) {
      if (tokens.get(i).kind() == Kind.STRING || tokens.get(i).kind() == Kind.NUMBER) {
        if (!isLiteral(literal, lexemes.get(i))) {
          return Optional.empty();
        }
        values.set(literal++, plainValues.contain(i));
      }
    }
    return literal == count() ? Optional.of(values) : Optional.empty();
  }

  /** Whether both readers see the literal in the same place. */
  private boolean isLiteral(int literal, Lexeme lexeme) {
    return literal < count()
        && lexeme.start() == bounds[2 * literal]
        && lexeme.end() == bounds[2 * literal + 1];
  }

  private int count() {
    return bounds.length / 2;
  }

  /** Whether a text of the same shape differs in nothing but in these literals. */
  public boolean differsOnlyIn(BitSet values, TextShape other) {
    for (int i = values.nextClearBit(0); i < count(); i = values.nextClearBit(i + 1)) {
      int start = bounds[2 * i];
      int length = bounds[2 * i + 1] - start;
      int begun = other.bounds[2 * i];
      if (other.bounds[2 * i + 1] - begun != length
          || !sql.regionMatches(start, other.sql, begun, length)) {
        return false;
      }
    }
    return shape.equals(other.shape);
  }

  @Override
  public String toString() {
    return "the shape of a text";
  }
}
