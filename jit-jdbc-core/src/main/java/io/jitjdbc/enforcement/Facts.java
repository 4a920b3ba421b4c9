package io.jitjdbc.enforcement;

import io.jitjdbc.audit.AuditEvent.StatementFacts;
import io.jitjdbc.audit.EventId;
import io.jitjdbc.sql.Analysis;
import io.jitjdbc.sql.Analysis.Analysed;
import java.util.List;

/** What records say of a statement's text. */
final class Facts {
  private Facts() {}

  /** Of a statement about which nobody is asked any more. */
  static StatementFacts of(EventId statementId, Analysis analysis, String purpose) {
    return of(statementId, analysis, purpose, RelationKinds.NOT_ASKED);
  }

  static StatementFacts of(
      EventId statementId, Analysis analysis, String purpose, RelationKinds relations) {
    return new StatementFacts(
        statementId,
        analysis.fold(known -> known.kind().name(), unknown -> Template.UNREAD),
        analysis.text().redacted(),
        analysis.text().digest(),
        analysis.fold(Facts::accesses, unknown -> List.of()),
        purpose,
        analysis.fold(known -> AccessedObjects.of(known, relations), unknown -> List.of()),
        analysis.fold(Lineage::of, unknown -> List.of()));
  }

  private static List<String> accesses(Analysed analysed) {
    return analysed.accesses().stream().map(Object::toString).sorted().toList();
  }
}
