package io.jitjdbc.enforcement;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jitjdbc.access.Subject;
import io.jitjdbc.sql.Analysis;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Analysis.Unanalysable;
import io.jitjdbc.sql.Catalog;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.StatementText;
import io.jitjdbc.sql.lineage.KnownStatements;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about texts: the analysis for everybody, the template for one subject. Bounded
 * in number and in the length of the texts that it keeps.
 */
final class StatementCache {
  private static final long MOST_CHARACTERS = 16L << 20;
  private static final int MOST_VIEWS = 2_000;
  private static final int MOST_TEMPLATES = 2_000;

  private final Cache<TextKey, Analysed> analyses =
      bounded()
          .maximumWeight(MOST_CHARACTERS)
          .weigher((TextKey key, Analysed analysed) -> key.text().length() + 64)
          .expireAfterWrite(Duration.ofMillis(Template.LIFETIME_MILLIS))
          .build();
  private final Cache<TextKey, Analysis> confirmed =
      Caffeine.newBuilder()
          .maximumWeight(MOST_CHARACTERS)
          .weigher((TextKey key, Analysis analysis) -> key.text().length() + 64)
          .expireAfterWrite(Duration.ofMillis(Template.LIFETIME_MILLIS))
          .build();
  private final Cache<ViewKey, SubjectView> views = bounded().maximumSize(MOST_VIEWS).build();
  private final CatalogCache catalogs = new CatalogCache();
  private final AtomicLong generation = new AtomicLong();

  /** One text where, and as long as, it means one thing. */
  private record TextKey(
      String target, Dialect dialect, String schema, long generation, String text) {}

  /** One subject in one place, with the rest of what a decision may depend on. */
  record ViewKey(
      String target,
      Dialect dialect,
      String schema,
      Subject subject,
      Subject actor,
      String application,
      String purpose) {}

  /** The templates of one subject in one place, by text. */
  static final class SubjectView {
    private final Cache<String, Template> templates = bounded().maximumSize(MOST_TEMPLATES).build();
    private final Cache<Work, Template> alike = bounded().maximumSize(MOST_TEMPLATES).build();
    private final AlikeTexts texts = new AlikeTexts();
    private final SeenBefore seen = new SeenBefore();

    /** What was decided about a text, or about one that differs from it in values alone. */
    @Nullable Template template(String sql) {
      Template known = templates.getIfPresent(sql);
      if (known != null) {
        return known;
      }
      Template shared = texts.find(sql);
      // Most texts of a stream of values never come again, and to keep one costs as much as to run.
      if (shared != null && seen.before(sql)) {
        templates.put(sql, shared);
      }
      return shared;
    }

    /** That of a text which does the same: all that a decision and its plan are made of. */
    @Nullable Template alike(Analysed analysed) {
      return alike.getIfPresent(new Work(analysed));
    }

    void keep(String sql, Template template, Dialect dialect) {
      templates.put(sql, template);
      texts.keep(sql, template, dialect);
    }

    void keepForOthers(Template template) {
      alike.put(new Work(template.analysed()), template);
    }
  }

  /**
   * What a statement does, told by identity: texts that were found to be alike share the very parts
   * of one analysis, and to compare those would cost more than to decide.
   */
  @SuppressWarnings("ReferenceEquality")
  private record Work(Analysed analysed) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Work work
          && analysed.kind() == work.analysed.kind()
          && analysed.accesses() == work.analysed.accesses()
          && analysed.outputs() == work.analysed.outputs()
          && analysed.references() == work.analysed.references()
          && analysed.copies() == work.analysed.copies();
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(analysed.accesses());
    }
  }

  /** Tidied up by whoever uses it: to wake another thread for that costs more than to do it. */
  private static Caffeine<Object, Object> bounded() {
    return Caffeine.newBuilder().executor(Runnable::run);
  }

  SubjectView view(ViewKey key) {
    return views.get(key, missing -> new SubjectView());
  }

  /**
   * The statements of a place.
   *
   * @param since the generation whose definitions are read: what was found out under older ones
   *     while they changed is not found again
   */
  KnownStatements statements(String target, SessionPlace place, long since) {
    return new KnownStatements() {
      @Override
      public @Nullable Analysed find(String canonical) {
        return analyses.getIfPresent(key(target, place, since, canonical));
      }

      @Override
      public void keep(String canonical, Analysed analysed) {
        if (!SessionTables.isIn(analysed)) {
          analyses.put(key(target, place, since, canonical), analysed);
        }
      }
    };
  }

  /** The queries of a place that the database was asked about, since the same generation. */
  ConfirmedStatements confirmed(String target, SessionPlace place, long since) {
    return new ConfirmedStatements() {
      @Override
      public @Nullable Analysis find(String text, StatementText called) {
        Analysis found = confirmed.getIfPresent(key(target, place, since, text));
        return found == null
            ? null
            : found.fold(
                known -> known.as(called), unknown -> new Unanalysable(called, unknown.reason()));
      }

      @Override
      public void keep(String text, Analysed ours, Analysis agreed) {
        if (!SessionTables.isIn(ours)) {
          confirmed.put(key(target, place, since, text), agreed);
        }
      }
    };
  }

  private static TextKey key(String target, SessionPlace place, long since, String text) {
    return new TextKey(target, place.dialect(), place.schema(), since, text);
  }

  Catalog catalog(String target, SessionPlace place) {
    return catalogs.of(target, place);
  }

  /** Changes when definitions did: older templates are not good any more. */
  long generation() {
    return generation.get();
  }

  /** Definitions change: nothing that was found out before counts. */
  void forgetEverything() {
    generation.incrementAndGet();
    catalogs.forgetEverything();
    analyses.invalidateAll();
    confirmed.invalidateAll();
  }
}
