package io.jitjdbc.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JitContextTest {
  private static final Subject ANN = new Subject("issuer", "1", "ann", Set.of());
  private static final Subject BOB = new Subject("issuer", "2", "bob", Set.of());

  @AfterEach
  void leavesNothingBehind() {
    assertThat(JitContext.subject()).isEmpty();
    assertThat(JitContext.purpose()).isEmpty();
  }

  @Test
  void namesTheSubjectAndThePurposeUntilItIsClosed() {
    try (var scope = JitContext.as(ANN, "CS-1")) {
      assertThat(JitContext.subject()).contains(ANN);
      assertThat(JitContext.purpose()).contains("CS-1");
      assertThat(scope).hasToString("acting for issuer|1");
    }
  }

  @Test
  void nestsAndKeepsWhatAnInnerScopeDoesNotSay() {
    try (var outer = JitContext.as(ANN, "CS-1")) {
      try (var inner = JitContext.because("CS-2")) {
        assertThat(JitContext.subject()).contains(ANN);
        assertThat(JitContext.purpose()).contains("CS-2");
        assertThat(inner).isNotSameAs(outer);
      }
      try (var inner = JitContext.as(BOB)) {
        assertThat(JitContext.subject()).contains(BOB);
        assertThat(JitContext.purpose()).contains("CS-1");
        assertThat(inner).isNotSameAs(outer);
      }
      assertThat(JitContext.subject()).contains(ANN);
      assertThat(JitContext.purpose()).contains("CS-1");
    }
  }

  @Test
  void isOfOneThreadAlone() throws Exception {
    try (var scope = JitContext.as(ANN)) {
      Optional<Subject> elsewhere = CompletableFuture.supplyAsync(JitContext::subject).get();

      assertThat(elsewhere).isEmpty();
      assertThat(JitContext.subject()).contains(ANN);
      assertThat(scope).isNotNull();
    }
  }

  @Test
  void letsNobodysRightsCountWhenScopesAreClosedInTheWrongOrder() {
    JitContext outer = JitContext.as(ANN);
    JitContext inner = JitContext.as(BOB);

    assertThatThrownBy(outer::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("after the scopes within it");

    assertThat(JitContext.subject()).isEmpty();
    assertThatThrownBy(inner::close).isInstanceOf(IllegalStateException.class);
  }
}
