package io.jitjdbc.approval.slack;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.testing.ApprovalServiceContract;
import io.jitjdbc.testing.DatabaseProduct;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestDatabases;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;

class SlackTableApprovalsTest extends ApprovalServiceContract {
  private SlackWorld world;
  private TestDatabase database;

  @Override
  protected ApprovalService service(InstantSource clock) throws Exception {
    world = new SlackWorld();
    database = TestDatabases.open(DatabaseProduct.H2);
    return world.process(world.settings(database), clock);
  }

  @AfterEach
  void endsTheWorld() throws Exception {
    world.close();
    database.close();
  }
}
