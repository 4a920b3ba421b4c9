package io.jitjdbc.approval.joint;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.testing.ApprovalServiceContract;
import java.sql.SQLException;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;

class TwoTablesContractTest extends ApprovalServiceContract {
  private final JointFixture fixture = new JointFixture();

  @Override
  protected ApprovalService service(InstantSource clock) throws SQLException {
    return JointFixture.joint(fixture.table(clock), fixture.table(clock));
  }

  @AfterEach
  void dropsTheTables() throws SQLException {
    fixture.close();
  }
}
