package io.jitjdbc.enforcement;

import io.jitjdbc.access.Subject;
import io.jitjdbc.enforcement.StatementCache.SubjectView;

/** The templates of whoever asked last on a connection; nearly always the next one to ask. */
final class LastView {
  private final StatementCache cache;
  private final String target;
  private final String application;
  private volatile Viewed last;

  private record Viewed(Subject subject, SessionPlace place, String purpose, SubjectView view) {

    boolean isOf(Subject asking, SessionPlace where, String why) {
      return (isSame(subject, asking) || subject.equals(asking))
          && (isSame(place, where) || place.equals(where))
          && purpose.equals(why);
    }

    /** To compare what nearly always is one object takes longer than the look-up. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(Object one, Object other) {
      return one == other;
    }
  }

  LastView(StatementCache cache, Admission admission, SessionPlace place) {
    this.cache = cache;
    this.target = admission.request().target();
    this.application = admission.application();
    this.last = look(admission.subject(), place, admission.request().purpose());
  }

  SubjectView of(Subject subject, SessionPlace place, String purpose) {
    Viewed viewed = last;
    if (!viewed.isOf(subject, place, purpose)) {
      viewed = look(subject, place, purpose);
      last = viewed;
    }
    return viewed.view();
  }

  private Viewed look(Subject subject, SessionPlace place, String purpose) {
    var key =
        new StatementCache.ViewKey(
            target, place.dialect(), place.schema(), subject, application, purpose);
    return new Viewed(subject, place, purpose, cache.view(key));
  }
}
