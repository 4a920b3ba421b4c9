package io.jitjdbc.spring.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.access.Subject;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.identity.SubjectResolver;

/** What comes of signing in. */
final class SignIns {
  private SignIns() {}

  static Subject signIn(SubjectResolver resolver) throws RefusedException {
    return resolver.resolve(PresentedToken.none());
  }

  static void assertRefused(SubjectResolver resolver, SqlState state, String... why) {
    assertRefused(resolver, PresentedToken.none(), state, why);
  }

  static void assertRefused(
      SubjectResolver resolver, PresentedToken token, SqlState state, String... why) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> resolver.resolve(token))
        .withMessageContainingAll(why)
        .withMessageNotContainingAny("s3cret", "eyJ")
        .satisfies(e -> assertThat(e.state()).isEqualTo(state));
  }
}
