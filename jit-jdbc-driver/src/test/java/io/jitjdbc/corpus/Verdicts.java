package io.jitjdbc.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.testing.DatabaseProduct;
import java.util.List;

/** Holds what was found against what is known to be open. */
final class Verdicts {
  private Verdicts() {}

  static void check(CorpusCase one, DatabaseProduct product, List<String> problems) {
    check(one.id(), one.title(), product, problems);
  }

  static void check(String id, String title, DatabaseProduct product, List<String> problems) {
    if (OpenCases.contains(id, product)) {
      assertThat(problems)
          .as("%s holds on %s now: take it out of open.yaml", title, product)
          .isNotEmpty();
    } else {
      assertThat(problems).as("%s on %s", title, product).isEmpty();
    }
  }
}
