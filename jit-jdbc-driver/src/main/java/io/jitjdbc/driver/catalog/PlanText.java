package io.jitjdbc.driver.catalog;

import io.jitjdbc.sql.ServerReading;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/** H2 prints a query as it understood it when it is asked for the plan; nothing is run. */
final class PlanText implements ServerReading {
  private final Connection raw;

  PlanText(Connection raw) {
    this.raw = raw;
  }

  @Override
  public Answer read(Question question) {
    if (question.callsUnknown()) {
      // A deterministic alias with constant arguments runs while H2 plans.
      return new Answer.Unavailable("it calls routines, and H2 may run them while it plans");
    }
    try (PreparedStatement explain = raw.prepareStatement("EXPLAIN " + question.sql())) {
      int parameters = explain.getParameterMetaData().getParameterCount();
      for (int index = 1; index <= parameters; index++) {
        explain.setNull(index, Types.NULL);
      }
      try (ResultSet plan = explain.executeQuery()) {
        plan.next();
        return new Answer.Text(PlanReader.sql(plan.getString(1)));
      }
    } catch (IllegalArgumentException e) {
      return new Answer.Unavailable("H2's plan cannot be read: " + e.getMessage());
    } catch (SQLException e) {
      return new Answer.Unavailable("H2 does not explain it (SQLSTATE " + e.getSQLState() + ")");
    }
  }
}
