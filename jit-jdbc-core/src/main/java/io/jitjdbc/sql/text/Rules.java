package io.jitjdbc.sql.text;

import static io.jitjdbc.sql.text.Rules.Trait.BACKSLASH_ESCAPES;
import static io.jitjdbc.sql.text.Rules.Trait.BACKSLASH_OF_SESSION;
import static io.jitjdbc.sql.text.Rules.Trait.BACKTICK_NAMES;
import static io.jitjdbc.sql.text.Rules.Trait.BIT_STRINGS;
import static io.jitjdbc.sql.text.Rules.Trait.BRACKETS_MAY_QUOTE;
import static io.jitjdbc.sql.text.Rules.Trait.DOLLAR_IN_WORDS;
import static io.jitjdbc.sql.text.Rules.Trait.DOLLAR_QUOTES;
import static io.jitjdbc.sql.text.Rules.Trait.ESCAPE_STRINGS;
import static io.jitjdbc.sql.text.Rules.Trait.HASH_COMMENT;
import static io.jitjdbc.sql.text.Rules.Trait.NAMES_OF_63_BYTES;
import static io.jitjdbc.sql.text.Rules.Trait.NUMBERED_PARAMETERS;
import static io.jitjdbc.sql.text.Rules.Trait.OPERATOR_RUNS;
import static io.jitjdbc.sql.text.Rules.Trait.PREFIXED_NUMBERS;
import static io.jitjdbc.sql.text.Rules.Trait.SLASH_COMMENT;
import static io.jitjdbc.sql.text.Rules.Trait.SPACED_DASH_COMMENT;
import static io.jitjdbc.sql.text.Rules.Trait.SQUARE_BRACKETS;
import static io.jitjdbc.sql.text.Rules.Trait.TAGGED_DOLLAR_QUOTES;
import static io.jitjdbc.sql.text.Rules.Trait.VARIABLES;

import io.jitjdbc.sql.Dialect.Product;
import java.util.EnumSet;
import java.util.Set;

/** How a product reads characters. */
record Rules(Product product, Set<Trait> traits) {

  /** One point on which products differ. */
  enum Trait {
    /** {@code #} opens a comment. */
    HASH_COMMENT,
    /** {@code //} opens a comment. */
    SLASH_COMMENT,
    /** {@code --} opens a comment only before white space; else it is two signs. */
    SPACED_DASH_COMMENT,
    /** Names stand in back-ticks, and the meaning of {@code "} hangs on the session. */
    BACKTICK_NAMES,
    /** Backslash escapes in plain strings, unless the session says otherwise. */
    BACKSLASH_ESCAPES,
    /** The session decides whether a backslash escapes in plain strings. */
    BACKSLASH_OF_SESSION,
    ESCAPE_STRINGS,
    BIT_STRINGS,
    /** {@code $tag$ … $tag$}. */
    TAGGED_DOLLAR_QUOTES,
    /** {@code $$ … $$}. */
    DOLLAR_QUOTES,
    DOLLAR_IN_WORDS,
    VARIABLES,
    SQUARE_BRACKETS,
    /** In some compatibility mode, square brackets quote a name. */
    BRACKETS_MAY_QUOTE,
    /** {@code 0x1F} and {@code 0b01}. */
    PREFIXED_NUMBERS,
    NUMBERED_PARAMETERS,
    /** Operators are runs of signs; {@code ??} is the driver's spelling of {@code ?}. */
    OPERATOR_RUNS,
    /** Longer names are cut, so that two names may mean one. */
    NAMES_OF_63_BYTES
  }

  private static final Rules H2 =
      new Rules(
          Product.H2,
          EnumSet.of(
              SLASH_COMMENT,
              DOLLAR_QUOTES,
              DOLLAR_IN_WORDS,
              VARIABLES,
              SQUARE_BRACKETS,
              BRACKETS_MAY_QUOTE,
              PREFIXED_NUMBERS,
              NUMBERED_PARAMETERS));

  private static final Rules POSTGRESQL =
      new Rules(
          Product.POSTGRESQL,
          EnumSet.of(
              BACKSLASH_OF_SESSION,
              ESCAPE_STRINGS,
              BIT_STRINGS,
              TAGGED_DOLLAR_QUOTES,
              DOLLAR_IN_WORDS,
              SQUARE_BRACKETS,
              OPERATOR_RUNS,
              NAMES_OF_63_BYTES));

  private static final Set<Trait> OF_MYSQL =
      EnumSet.of(
          HASH_COMMENT,
          SPACED_DASH_COMMENT,
          BACKTICK_NAMES,
          BACKSLASH_ESCAPES,
          BACKSLASH_OF_SESSION,
          BIT_STRINGS,
          DOLLAR_IN_WORDS,
          VARIABLES,
          PREFIXED_NUMBERS);

  private static final Rules MARIADB = new Rules(Product.MARIADB, OF_MYSQL);
  private static final Rules MYSQL = new Rules(Product.MYSQL, OF_MYSQL);
  private static final Rules GENERIC =
      new Rules(Product.GENERIC, EnumSet.of(SPACED_DASH_COMMENT, BACKSLASH_OF_SESSION));

  static Rules of(Product product) {
    return switch (product) {
      case H2 -> H2;
      case POSTGRESQL -> POSTGRESQL;
      case MARIADB -> MARIADB;
      case MYSQL -> MYSQL;
      case GENERIC -> GENERIC;
    };
  }

  boolean has(Trait trait) {
    return traits.contains(trait);
  }
}
