package io.jitjdbc.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.access.Subject;
import io.jitjdbc.identity.Identified;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.identity.SubjectResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link SubjectResolver} that reads tokens must do. */
public abstract class SubjectResolverContract {

  /** The resolver under test. */
  protected abstract SubjectResolver resolver();

  /** A good token of the subject with that id. */
  protected abstract PresentedToken tokenOf(String subjectId);

  /** A token that looks good and that its issuer did not sign so. */
  protected abstract PresentedToken forgedToken();

  @Test
  void namesTheSubjectOfAGoodToken() throws RefusedException {
    Subject ann = resolver().resolve(tokenOf("ann"));

    assertThat(ann.id()).isEqualTo("ann");
    assertThat(ann.issuer()).isNotBlank();
    assertThat(ann.name()).isNotBlank();
  }

  @Test
  void handsOnTheTokenThatNamedTheSubject() throws RefusedException {
    PresentedToken token = tokenOf("ann");

    Identified ann = resolver().identify(token);

    assertThat(ann.subject()).isEqualTo(resolver().resolve(token));
    assertThat(ann.token().isPresent()).isTrue();
    assertThat(ann.toString()).doesNotContain(ann.token().reveal());
  }

  @Test
  void keepsTheKeyOfASubjectFromTokenToToken() throws RefusedException {
    String first = resolver().resolve(tokenOf("ann")).key();

    assertThat(resolver().resolve(tokenOf("ann")).key()).isEqualTo(first);
    assertThat(resolver().resolve(tokenOf("bob")).key()).isNotEqualTo(first);
  }

  @Test
  void refusesWhoeverPresentsNothing() {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> resolver().resolve(PresentedToken.none()))
        .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.CREDENTIAL_REFUSED));
  }

  @Test
  void refusesAForgedTokenAndDoesNotRepeatIt() {
    PresentedToken forged = forgedToken();

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> resolver().resolve(forged))
        .satisfies(e -> assertThat(e.state()).isEqualTo(SqlState.CREDENTIAL_REFUSED))
        .satisfies(e -> assertThat(e).hasMessageNotContaining(forged.reveal()));
  }

  @Test
  void keepsSubjectsApartOnManyThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      var tasks = new ArrayList<Callable<String>>();
      for (int i = 0; i < 40; i++) {
        String id = "subject-" + i;
        tasks.add(() -> resolver().resolve(tokenOf(id)).id());
      }
      List<Future<String>> ids = threads.invokeAll(tasks);
      for (int i = 0; i < ids.size(); i++) {
        assertThat(ids.get(i).get()).isEqualTo("subject-" + i);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
