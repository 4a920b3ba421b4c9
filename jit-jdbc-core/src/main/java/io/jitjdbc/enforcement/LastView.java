package io.jitjdbc.enforcement;

import io.jitjdbc.access.Subject;
import io.jitjdbc.enforcement.StatementCache.SubjectView;
import org.jspecify.annotations.Nullable;

/** The templates of whoever asked last on a connection; nearly always the next one to ask. */
final class LastView {
  private final StatementCache cache;
  private final String target;
  private final Subject actor;
  private final String application;
  private volatile Viewed last;
  private volatile @Nullable Known known;

  private record Known(SubjectView view, String sql, Template template) {

    boolean isOf(SubjectView where, String text) {
      return isSame(view, where) && sql.equals(text);
    }
  }

  private record Viewed(Subject subject, SessionPlace place, String purpose, SubjectView view) {

    boolean isOf(Subject asking, SessionPlace where, String why) {
      return (isSame(subject, asking) || subject.equals(asking))
          && (isSame(place, where) || place.equals(where))
          && purpose.equals(why);
    }
  }

  /** To compare what nearly always is one object takes longer than the look-up. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(Object one, Object other) {
    return one == other;
  }

  LastView(StatementCache cache, Admission admission, SessionPlace place) {
    this.cache = cache;
    this.target = admission.request().target();
    this.actor = admission.subject();
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

  /** That of the text that came last. */
  @Nullable Template template(SubjectView view, String sql) {
    Known last = known;
    return last != null && last.isOf(view, sql) ? last.template() : null;
  }

  void keep(SubjectView view, String sql, Template template) {
    known = new Known(view, sql, template);
  }

  private Viewed look(Subject subject, SessionPlace place, String purpose) {
    var key =
        new StatementCache.ViewKey(
            target, place.dialect(), place.schema(), subject, actor, application, purpose);
    return new Viewed(subject, place, purpose, cache.view(key));
  }
}
