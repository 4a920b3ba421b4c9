package io.jitjdbc.sql.lineage;

import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParserConstants;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.StringProvider;
import net.sf.jsqlparser.parser.TokenMgrException;
import net.sf.jsqlparser.statement.Statement;

/** Parses on the calling thread, once, to the last character. */
final class SyntaxTree {

  private SyntaxTree() {}

  /** The parser stops at anything it takes for a separator, so its end must be the text's. */
  static Statement parse(String canonical) {
    CCJSqlParser parser =
        new CCJSqlParser(new StringProvider(canonical)).withAllowComplexParsing(false);
    try {
      Statement statement = parser.Statement();
      if (!isAtEnd(parser)) {
        throw new NotProvenException("the text goes on after the end of the statement");
      }
      if (statement == null) {
        throw new NotProvenException("the text holds no statement");
      }
      return statement;
    } catch (ParseException e) {
      throw new NotProvenException("the SQL is not understood" + near(e));
    } catch (TokenMgrException e) {
      throw new NotProvenException("the SQL holds a character that is not understood");
    }
  }

  private static boolean isAtEnd(CCJSqlParser parser) {
    return parser.getToken(0).kind == CCJSqlParserConstants.EOF
        || parser.getToken(1).kind == CCJSqlParserConstants.EOF;
  }

  /** Names and keywords only: anything else could be part of a literal. */
  private static String near(ParseException e) {
    if (e.currentToken == null || e.currentToken.next == null) {
      return "";
    }
    String image = e.currentToken.next.image;
    boolean word = image != null && image.matches("[A-Za-z_][A-Za-z0-9_]{0,30}");
    return word ? " near " + image : " near its token " + e.currentToken.next.beginColumn;
  }
}
