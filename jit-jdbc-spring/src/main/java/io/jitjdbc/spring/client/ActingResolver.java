package io.jitjdbc.spring.client;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Subject;
import io.jitjdbc.identity.Identified;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.identity.SubjectResolver;
import java.util.Optional;

/** The application opens connections; whoever it serves at the moment reads through them. */
record ActingResolver(SubjectResolver application, CallingSubject calling)
    implements SubjectResolver {

  @Override
  public Subject resolve(PresentedToken presented) throws RefusedException {
    return application.resolve(presented);
  }

  @Override
  public Identified identify(PresentedToken presented) throws RefusedException {
    return application.identify(presented);
  }

  @Override
  public Optional<Subject> current() throws RefusedException {
    Optional<Subject> caller = calling.current();
    return caller.isPresent() ? caller : application.current();
  }

  @Override
  public PresentedToken currentToken() {
    PresentedToken token = calling.token();
    return token.isPresent() ? token : application.currentToken();
  }
}
