package io.jitjdbc.corpus;

import io.jitjdbc.testing.DatabaseProduct;
import java.util.List;

/** The cases that are known not to hold yet. */
final class OpenCases {
  private static final List<CorpusCase> OPEN = CaseFile.cases("open.yaml");

  private OpenCases() {}

  static boolean contains(String id, DatabaseProduct product) {
    return OPEN.stream().anyMatch(open -> open.id().equals(id) && open.runsOn(product));
  }

  static List<CorpusCase> all() {
    return OPEN;
  }
}
