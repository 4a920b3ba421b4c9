package io.jitjdbc.approval.joint;

import static io.jitjdbc.testing.AccessRequests.draft;
import static io.jitjdbc.testing.AccessRequests.person;
import static io.jitjdbc.testing.AccessRequests.requirement;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.testing.MutableClock;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Processes that share two tables and nothing else. */
class JointTablesRaceTest {
  private final MutableClock clock = new MutableClock();
  private final JointFixture fixture = new JointFixture();
  private final List<JointApprovals> processes = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    processes.forEach(JointApprovals::close);
    fixture.close();
  }

  @Test
  void fileOneRequestAndTakeOneUse() throws Exception {
    TestDatabase first = fixture.database();
    TestDatabase second = fixture.database();
    ApprovalService one = JointFixture.table(first, clock);
    ApprovalService two = JointFixture.table(second, clock);
    processes.add(JointFixture.joint(one, two));
    for (int i = 0; i < 3; i++) {
      processes.add(
          JointFixture.joint(JointFixture.table(first, clock), JointFixture.table(second, clock)));
    }
    for (int round = 0; round < 10; round++) {
      String sql = "SELECT " + round;
      List<AccessRequest> filed =
          Together.run(
              4, i -> () -> processes.get(i).file(draft(sql, requirement(1, 1), clock.instant())));
      assertThat(filed).containsOnly(filed.get(0));
      String id = filed.get(0).id();
      two.desk().orElseThrow().answer(id, person("sam", "security"), true, "");
      one.desk().orElseThrow().answer(id, person("dora", "dba"), true, "");

      List<Optional<Approval>> uses = Together.run(4, i -> () -> processes.get(i).consume(id));

      assertThat(uses.stream().flatMap(Optional::stream)).hasSize(1);
      assertThat(one.consume(id)).isEmpty();
      assertThat(two.consume(id)).isEmpty();
    }
  }
}
