package io.jitjdbc.driver.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.ApprovalServiceProvider;
import io.jitjdbc.approval.RequestState;
import io.jitjdbc.approval.joint.JointApprovals;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@code jit.approval} may say. */
class NamedApprovalsTest {
  private final List<String> closed = new ArrayList<>();

  private ApprovalService make(String name) {
    return name.equals("service")
        ? new Closing()
        : Providers.named(ApprovalServiceProvider.class, "jit.approval", name)
            .create(SettingValues.of("jit.approval." + name + ".", Map.of()));
  }

  private void isRefused(List<String> names, String why) {
    assertThatThrownBy(() -> NamedApprovals.open(names, this::make))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(why);
  }

  @Test
  void oneServiceStandsForItself() {
    assertThat(NamedApprovals.open(List.of("service"), this::make)).isInstanceOf(Closing.class);
  }

  @Test
  void severalAreAskedTogetherAndClosedTogether() {
    try (ApprovalService both =
        NamedApprovals.open(List.of("service", "other"), name -> new Closing())) {
      assertThat(both).isInstanceOf(JointApprovals.class);
    }
    assertThat(closed).hasSize(2);
  }

  @Test
  void nobodyAndSomebodyIsAContradiction() {
    isRefused(List.of("service", "none"), "jit.approval=service,none says both");
  }

  @Test
  void theSameTwiceIsAMistake() {
    isRefused(List.of("service", "table", "service"), "names service twice");
  }

  @Test
  void noNameIsNoAnswer() {
    isRefused(List.of(), "jit.approval must name a service");
  }

  @Test
  void anUnknownNameIsRefusedAndWhatWasMadeBeforeIsClosed() {
    isRefused(List.of("service", "tabel"), "jit.approval=tabel has no provider of that name");
    assertThat(closed).containsExactly("service");
  }

  private final class Closing implements ApprovalService {
    @Override
    public AccessRequest file(AccessRequest draft) {
      return draft;
    }

    @Override
    public RequestState state(String requestId) {
      return new RequestState(RequestState.Status.REQUESTED, List.of());
    }

    @Override
    public Optional<Approval> consume(String requestId) {
      return Optional.empty();
    }

    @Override
    public void cancel(String requestId) {}

    @Override
    public Duration pollInterval() {
      return Duration.ofSeconds(1);
    }

    @Override
    public void close() {
      closed.add("service");
    }
  }
}
