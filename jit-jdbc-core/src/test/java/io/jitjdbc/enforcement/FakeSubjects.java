package io.jitjdbc.enforcement;

import io.jitjdbc.access.Subject;
import io.jitjdbc.identity.Identified;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.identity.SubjectResolver;
import io.jitjdbc.testing.AccessRequests;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** Believes tokens such as "ann analysts": a name and its groups. */
final class FakeSubjects implements SubjectResolver {
  private volatile Supplier<Optional<Subject>> current = Optional::empty;
  private volatile PresentedToken currentToken = PresentedToken.none();
  private volatile PresentedToken own = PresentedToken.none();
  volatile boolean closed;

  @Override
  public Subject resolve(PresentedToken presented) {
    return named(presented.reveal());
  }

  @Override
  public Identified identify(PresentedToken presented) {
    PresentedToken token = own.isPresent() ? own : presented;
    return new Identified(resolve(token), token);
  }

  @Override
  public Optional<Subject> current() {
    return current.get();
  }

  @Override
  public PresentedToken currentToken() {
    return currentToken;
  }

  @Override
  public void close() {
    closed = true;
  }

  /** From now on it is as if it had obtained that token itself. */
  void signInWith(PresentedToken token) {
    own = token;
  }

  /** From now on every thread acts for this person. */
  void actFor(String person) {
    current = () -> Optional.of(named(person));
  }

  /** From now on every thread acts for this person, who is known by that token. */
  void actFor(PresentedToken person) {
    actFor(person.reveal());
    currentToken = person;
  }

  void answer(Supplier<Optional<Subject>> next) {
    current = next;
  }

  static Subject named(String person) {
    String[] words = person.split(" ", -1);
    return AccessRequests.person(words[0], Arrays.copyOfRange(words, 1, words.length));
  }
}
