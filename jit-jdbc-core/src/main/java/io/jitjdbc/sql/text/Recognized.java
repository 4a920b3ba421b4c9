package io.jitjdbc.sql.text;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.access.Access;
import io.jitjdbc.sql.StatementKind;
import java.util.Set;

/** What a statement does, known from its tokens alone. */
public record Recognized(StatementKind kind, Set<Access> accesses) {
  public Recognized {
    requireNonNull(kind);
    accesses = Set.copyOf(accesses);
  }
}
