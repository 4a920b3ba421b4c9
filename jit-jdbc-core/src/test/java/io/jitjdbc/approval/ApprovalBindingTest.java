package io.jitjdbc.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitjdbc.testing.AccessRequests;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApprovalBindingTest {

  @Test
  void everyPartChangesTheDigest() {
    List<String> parts = Collections.nCopies(8, "same");
    var digests = new ArrayList<String>(List.of(binding(parts).digest()));
    for (int i = 0; i < parts.size(); i++) {
      var other = new ArrayList<>(parts);
      other.set(i, "other");
      digests.add(binding(other).digest());
    }

    assertThat(digests).hasSize(9).doesNotHaveDuplicates();
    assertThat(binding(parts).digest()).isEqualTo(digests.get(0)).hasSize(64);
  }

  @Test
  void textCannotMoveFromOnePartIntoTheNext() {
    var left = List.of("ab", "c", "", "", "", "", "", "");
    var right = List.of("a", "bc", "", "", "", "", "", "");

    assertThat(binding(left).digest()).isNotEqualTo(binding(right).digest());
  }

  @Test
  void aRequestCannotBindAnotherSubject() {
    AccessRequest ann =
        AccessRequests.draft("SELECT 1", AccessRequests.requirement(1, 1), Instant.EPOCH);

    assertThatThrownBy(
            () ->
                new AccessRequest(
                    "x",
                    AccessRequests.person("eve"),
                    ann.actor(),
                    ann.binding(),
                    ann.requirement(),
                    ann.summary(),
                    ann.filedAt()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ApprovalBinding binding(List<String> parts) {
    return new ApprovalBinding(
        parts.get(0),
        parts.get(1),
        parts.get(2),
        parts.get(3),
        parts.get(4),
        parts.get(5),
        parts.get(6),
        parts.get(7));
  }
}
