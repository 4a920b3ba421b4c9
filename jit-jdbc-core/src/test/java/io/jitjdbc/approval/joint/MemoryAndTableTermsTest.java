package io.jitjdbc.approval.joint;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.memory.MemoryApprovals;
import io.jitjdbc.testing.ApprovalTermsContract;
import java.sql.SQLException;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;

class MemoryAndTableTermsTest extends ApprovalTermsContract {
  private final JointFixture fixture = new JointFixture();

  @Override
  protected ApprovalService service(InstantSource clock) throws SQLException {
    return JointFixture.joint(new MemoryApprovals(clock), fixture.table(clock));
  }

  @AfterEach
  void dropsTheTables() throws SQLException {
    fixture.close();
  }
}
