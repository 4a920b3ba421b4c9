package io.jitjdbc.approval.slack;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.testing.ApprovalServiceContract;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;

class SlackApprovalsTest extends ApprovalServiceContract {
  private SlackWorld world;

  @Override
  protected ApprovalService service(InstantSource clock) throws Exception {
    world = new SlackWorld();
    return world.process(world.settings(), clock);
  }

  @AfterEach
  void endsTheWorld() throws Exception {
    world.close();
  }
}
