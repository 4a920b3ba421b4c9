package io.jitjdbc.sql.lineage;

import java.util.ArrayList;
import java.util.List;

/**
 * What a FROM clause yields.
 *
 * @param star the columns of {@code *}; those that USING or NATURAL merged appear once
 * @param starOrderIsCertain whether products agree on the order of {@code *}
 */
record Rows(List<Source> sources, List<Field> star, boolean starOrderIsCertain) {

  static final Rows NONE = new Rows(List.of(), List.of(), true);

  Rows {
    sources = List.copyOf(sources);
    star = List.copyOf(star);
  }

  static Rows of(Source source) {
    return new Rows(List.of(source), source.fields(), true);
  }

  Rows cross(Rows right) {
    return new Rows(
        concat(sources, right.sources),
        concat(star, right.star),
        starOrderIsCertain && right.starOrderIsCertain);
  }

  boolean hasOpenSource() {
    return sources.stream().anyMatch(Source::open);
  }

  static <T> List<T> concat(List<T> left, List<T> right) {
    List<T> both = new ArrayList<>(left);
    both.addAll(right);
    return both;
  }
}
