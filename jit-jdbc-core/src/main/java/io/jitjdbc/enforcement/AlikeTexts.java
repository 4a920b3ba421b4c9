package io.jitjdbc.enforcement;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jitjdbc.sql.Dialect;
import io.jitjdbc.sql.StatementText;
import io.jitjdbc.sql.text.TextShape;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the template of a text that was never seen and differs from one that was in nothing but
 * values: what a report or a page of a catalog asks, each time for something else.
 */
final class AlikeTexts {
  private static final int MOST = 2_000;

  private final Cache<String, Shared> byShape =
      Caffeine.newBuilder().executor(Runnable::run).maximumSize(MOST).build();

  /**
   * @param exemplar the text that the template was made for
   * @param values which of its literals may be others
   */
  private record Shared(TextShape exemplar, BitSet values, Template template) {}

  /** The template for the text, if there is one that only another text of the same was given. */
  @Nullable Template find(String sql) {
    TextShape shape = TextShape.of(sql);
    if (shape == null) {
      return null;
    }
    Shared shared = byShape.getIfPresent(shape.shape());
    return shared != null && shared.exemplar().differsOnlyIn(shared.values(), shape)
        ? shared.template().named(StatementText.digest(sql))
        : null;
  }

  /** Lets other texts have the template, if any can. */
  void keep(String sql, Template template, Dialect dialect) {
    TextShape shape = TextShape.of(sql);
    if (shape == null) {
      return;
    }
    Shared before = byShape.getIfPresent(shape.shape());
    // Which literals are values hangs on the shape alone.
    Optional<BitSet> values = before == null ? shape.values(dialect) : Optional.of(before.values());
    values
        .filter(some -> !some.isEmpty())
        .ifPresent(some -> byShape.put(shape.shape(), new Shared(shape, some, template)));
  }
}
