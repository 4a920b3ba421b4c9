package io.jitjdbc.approval.none;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.ApprovalServiceProvider;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.AccessRequests;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NoApprovalsTest {
  private final ApprovalService service =
      Providers.named(ApprovalServiceProvider.class, "jit.approval", "none")
          .create(SettingValues.of("jit.approval.none.", Map.of()));

  @Test
  void fileNothing() {
    var needs = AccessRequests.requirement(1, 1);

    assertThatThrownBy(() -> service.file(AccessRequests.draft("SELECT 1", needs, Instant.EPOCH)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("jit.approval");
  }

  @Test
  void knowNoRequest() {
    service.cancel("7f3a9k2m");

    assertThatThrownBy(() -> service.state("7f3a9k2m")).isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> service.consume("7f3a9k2m")).hasMessageContaining("is none");
    assertThat(service.desk()).isEmpty();
  }
}
