package io.jitjdbc.enforcement;

import io.jitjdbc.access.JitContext;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.ApprovalRequirement.Waiting;
import io.jitjdbc.approval.Presented;
import io.jitjdbc.audit.Correlation;
import io.jitjdbc.identity.Identified;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.identity.SubjectResolver;
import java.util.Optional;
import java.util.Set;

/**
 * For whom, and why, a session's statements run: who opened it and said why, or whoever the program
 * says that it acts for at this moment. Thread-safe.
 */
public final class Acting {
  private final SubjectResolver subjects;
  private final Subject opener;
  private final PresentedToken openersToken;
  private final String openersPurpose;
  private volatile PresentedToken token = PresentedToken.none();
  private volatile String purpose;
  private volatile String emergency = "";
  private volatile String signed = "";
  private volatile Optional<Correlation> trace = Optional.empty();
  private volatile Optional<Waiting> waiting = Optional.empty();
  private volatile Set<String> requested = Set.of();
  private volatile Set<String> openersRequests = Set.of();
  private final Grants grants = new Grants();

  Acting(SubjectResolver subjects, Admission admission) {
    this.subjects = subjects;
    this.opener = admission.subject();
    this.openersToken = admission.request().token();
    this.openersPurpose = admission.request().purpose();
    this.purpose = openersPurpose;
  }

  /**
   * Whose rights count at this moment: the thread's scope comes first, because it is the nearest,
   * then the connection's token, then what the resolver knows of the thread.
   *
   * @throws RefusedException if somebody is there who cannot be told, or whose token is over
   */
  public Subject subject() throws RefusedException {
    if (JitContext.subject().isPresent()) {
      return JitContext.subject().get();
    }
    PresentedToken presented = token;
    // Verified each time, which takes a look in a cache: tokens end.
    return presented.isPresent() ? subjects.resolve(presented) : subjects.current().orElse(opener);
  }

  /**
   * By what that subject, and who opened the connection, are known. A subject that the program
   * vouches for has no token.
   */
  Presented presented(Subject subject) {
    boolean isOpener = subject.key().equals(opener.key());
    PresentedToken given = givenToken();
    if (isOpener) {
      return Presented.by(given.isPresent() ? given : openersTokenNow());
    }
    return new Presented(given, openersTokenNow());
  }

  /** In the order in which {@link #subject} looks. */
  private PresentedToken givenToken() {
    if (JitContext.subject().isPresent()) {
      return PresentedToken.none();
    }
    PresentedToken presented = token;
    return presented.isPresent() ? presented : subjects.currentToken();
  }

  /** A connection outlives the token that it was opened with; who obtains tokens has another. */
  private PresentedToken openersTokenNow() {
    return openersToken(openersToken)
        .or(() -> openersToken(PresentedToken.none()))
        .orElse(openersToken);
  }

  private Optional<PresentedToken> openersToken(PresentedToken presented) {
    try {
      return Optional.of(subjects.identify(presented))
          .filter(now -> now.subject().key().equals(opener.key()))
          .map(Identified::token);
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }

  /**
   * The following statements run for the token's subject, and who opened the connection is its
   * actor; without a token, for whoever it was before. The token is verified now and for each
   * statement.
   *
   * @throws RefusedException {@code 28000} or {@code 08001} if the token is not accepted now; then
   *     nothing changes
   */
  public void actFor(PresentedToken presented) throws RefusedException {
    if (presented.isPresent()) {
      subjects.resolve(presented);
    }
    token = presented;
  }

  /** The following statements run for whom, and why, the connection was opened. */
  public void asOpened() {
    token = PresentedToken.none();
    purpose = openersPurpose;
    emergency = "";
    signed = "";
    trace = Optional.empty();
    requested = openersRequests;
    waiting = Optional.empty();
    grants.clear();
  }

  /** What people signed elsewhere for one of the following statements; empty if nothing. */
  public String signed() {
    return signed;
  }

  /** Presents what people signed elsewhere: answers as compact JWS, with spaces between them. */
  public void signed(String answers) {
    signed = answers;
  }

  /** What the following statements do until people have answered; empty if the caller leaves it. */
  public Optional<Waiting> waiting() {
    return waiting;
  }

  /** Decides what they do, whatever policy and settings say. */
  public void waiting(Optional<Waiting> wish) {
    waiting = wish;
  }

  /** What people have approved for whatever runs on the connection. */
  Grants grants() {
    return grants;
  }

  /** The policy's rules that the following statements ask to be held to, by id. */
  public Set<String> requested() {
    return requested;
  }

  /** Asks for rules from the beginning, and again whenever it is as it was opened. */
  public void opensWith(Set<String> rules) {
    openersRequests = Set.copyOf(rules);
    requested = openersRequests;
  }

  /** Asks for rules that hold only for who asks for them, by id. */
  public void request(Set<String> rules) {
    requested = Set.copyOf(rules);
  }

  /** Why the following statements go ahead without an approval; empty if they do not. */
  public String emergency() {
    return emergency;
  }

  /** The following statements go ahead without an approval where the policy lets them; or not. */
  public void emergency(String reason) {
    emergency = reason;
  }

  /** The trace that the program says its following statements belong to. */
  public Optional<Correlation> trace() {
    return trace;
  }

  /** The following statements belong to a trace; or to what the program's logging says. */
  public void trace(Optional<Correlation> part) {
    trace = part;
  }

  /** Why statements run at this moment. */
  public String purpose() {
    return JitContext.purpose().orElse(purpose);
  }

  /** Changes why the following statements run, where no scope of the thread says so. */
  public void purpose(String text) {
    purpose = text;
  }
}
