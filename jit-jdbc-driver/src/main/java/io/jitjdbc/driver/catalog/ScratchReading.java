package io.jitjdbc.driver.catalog;

import static java.util.stream.Collectors.joining;

import io.jitjdbc.sql.ServerReading;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MariaDB and MySQL print a query as they understood it for a view that exists. Creating one
 * computes nothing, but ends the transaction, and no view of theirs is temporary: so it stands in a
 * schema for such things, for a moment, and is made by another connection.
 */
final class ScratchReading implements ServerReading {
  private static final Logger LOG = LoggerFactory.getLogger(ScratchReading.class);

  /** ER_VIEW_WRONG_LIST: the list of columns does not fit the query. */
  private static final int OTHER_WIDTH = 1353;

  private static final int MILLIS_TO_ANSWER = 10_000;

  /** A table that somebody redefines at this moment must not hold us up. */
  private static final String SETTINGS = "SET SESSION lock_wait_timeout = 1";

  /** Whoever replaced it meanwhile is not who asks. */
  private static final String DEFINITION =
      """
      SELECT VIEW_DEFINITION FROM information_schema.VIEWS
       WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND DEFINER = CURRENT_USER()
      """;

  private final Connection raw;
  private final SideConnections sides;
  private final String schema;

  /**
   * @param raw the session whose reading is wanted
   * @param schema where the login may create and drop views
   */
  ScratchReading(Connection raw, SideConnections sides, String schema) {
    this.raw = raw;
    this.sides = sides;
    this.schema = schema;
  }

  @Override
  public Answer read(Question question) {
    SessionState session;
    try {
      session = SessionState.of(raw);
    } catch (SQLException e) {
      return unavailable("the session does not say how it reads a text", e);
    }
    try {
      return beside(session, question);
    } catch (SQLException e) {
      return unavailable("the connection beside this one failed", e);
    }
  }

  private Answer beside(SessionState session, Question question) throws SQLException {
    Connection side = sides.take(this::prepare);
    boolean isAsBefore = false;
    try {
      Answer answer = alike(side, session) ? asked(side, question) : otherSession();
      isAsBefore = true;
      return answer;
    } finally {
      if (isAsBefore) {
        sides.giveBack(side);
      } else {
        sides.letGo(side);
      }
    }
  }

  private void prepare(Connection side) throws SQLException {
    side.setNetworkTimeout(Runnable::run, MILLIS_TO_ANSWER);
    side.setReadOnly(false);
    side.setAutoCommit(true);
    try (Statement statement = side.createStatement()) {
      statement.execute(SETTINGS);
    }
    sweep(side);
  }

  private void sweep(Connection side) {
    try {
      for (ScratchView orphan : ScratchView.orphans(schema, side)) {
        orphan.drop(side);
      }
    } catch (SQLException e) {
      LOG.debug("Old views in {} stay there (SQLSTATE {})", schema, e.getSQLState());
    }
  }

  private static boolean alike(Connection side, SessionState session) throws SQLException {
    if (SessionState.of(side).equals(session)) {
      return true;
    }
    session.impose(side);
    return SessionState.of(side).equals(session);
  }

  private static Answer otherSession() {
    return new Answer.Unavailable("a connection beside this one leads to another session's state");
  }

  private Answer asked(Connection side, Question question) throws SQLException {
    ScratchView view = ScratchView.fresh(schema, side);
    try {
      // Looked for first: who may create a view and not drop it must not create any.
      view.drop(side);
    } catch (SQLException e) {
      return unavailable("the leased login needs CREATE VIEW and DROP on the schema " + schema, e);
    }
    try {
      create(side, view, question);
    } catch (SQLException e) {
      return e.getErrorCode() == OTHER_WIDTH
          ? new Answer.Other("to it, the result has another number of columns")
          : unavailable(whyNot(view, e), e);
    }
    try {
      return definition(side, view)
          .<Answer>map(text -> new Answer.Text(ViewDefinition.plain(text)))
          .orElseGet(() -> new Answer.Unavailable("the server does not show the login its view"));
    } finally {
      view.drop(side);
    }
  }

  /**
   * Prepared, so that the driver treats the text as it will treat the statement itself. Nobody
   * reads or writes through the view with rights that are not their own.
   */
  private static void create(Connection side, ScratchView view, Question question)
      throws SQLException {
    String columns =
        IntStream.rangeClosed(1, question.width()).mapToObj(n -> "c" + n).collect(joining(", "));
    String definition =
        "CREATE ALGORITHM = TEMPTABLE SQL SECURITY INVOKER VIEW "
            + view.quoted()
            + " ("
            + columns
            + ") AS "
            + question.withoutParameters();
    try (PreparedStatement create = side.prepareStatement(definition)) {
      create.execute();
    }
  }

  /** The message names the view only where the view itself is what is refused. */
  private String whyNot(ScratchView view, SQLException e) {
    boolean isRefused = String.valueOf(e.getMessage()).contains(view.name());
    return isRefused
        ? "the leased login needs CREATE VIEW and DROP on the schema " + schema
        : "the database makes no view of it";
  }

  private static Optional<String> definition(Connection side, ScratchView view)
      throws SQLException {
    try (PreparedStatement query = side.prepareStatement(DEFINITION)) {
      query.setString(1, view.schema());
      query.setString(2, view.name());
      try (ResultSet found = query.executeQuery()) {
        return found.next()
            ? Optional.ofNullable(found.getString(1)).filter(text -> !text.isEmpty())
            : Optional.empty();
      }
    }
  }

  private static Answer unavailable(String reason, SQLException e) {
    return new Answer.Unavailable(
        reason + " (SQLSTATE " + e.getSQLState() + ", error " + e.getErrorCode() + ")");
  }
}
