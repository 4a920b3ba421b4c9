package io.jitjdbc.enforcement;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Action;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Resource;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.masking.MaskFunctions;
import io.jitjdbc.policy.AuthorizationRequest;
import io.jitjdbc.policy.Decision;
import io.jitjdbc.policy.PolicyDecisionPoint;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.CatalogException;
import io.jitjdbc.sql.Origin;
import io.jitjdbc.sql.OutputColumn;
import io.jitjdbc.sql.Relation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Plans the result set of generated keys. Drivers put any column of the written table into it
 * (pgjdbc returns all of them), so it is decided like a SELECT of these columns.
 */
final class KeysPlanner {
  private static final Set<Action> WRITES = Set.of(Action.INSERT, Action.UPDATE, Action.DELETE);

  private final PolicyDecisionPoint policy;
  private final MaskFunctions functions;

  KeysPlanner(PolicyDecisionPoint policy, MaskFunctions functions) {
    this.policy = policy;
    this.functions = functions;
  }

  ColumnPlan plan(Inquiry inquiry, Analysed analysed, List<String> labels) throws RefusedException {
    Relation relation = relation(inquiry, target(analysed));
    boolean counter = isCounter(inquiry, labels);
    List<OutputColumn> outputs =
        labels.stream()
            .map(label -> new OutputColumn(label, origin(relation, label, counter)))
            .toList();
    Decision decision = decide(inquiry, analysed, relation, outputs);
    return decision
        .fold(
            permit -> Optional.of(new Planner(permit, functions).plan(outputs)),
            deny -> Optional.<ColumnPlan>empty(),
            requestable -> Optional.<ColumnPlan>empty())
        .orElseThrow(() -> notShown(relation, decision));
  }

  private Decision decide(
      Inquiry inquiry, Analysed analysed, Relation relation, List<OutputColumn> outputs)
      throws RefusedException {
    var accesses = new HashSet<Access>();
    accesses.add(new Access(Action.SELECT, relation.table()));
    for (OutputColumn output : outputs) {
      Set<Column> columns = output.origin().fold(Origin.Known::columns, unknown -> Set.of());
      columns.forEach(column -> accesses.add(new Access(Action.SELECT, column)));
    }
    return policy.decide(
        new AuthorizationRequest(
            inquiry.subject(),
            accesses,
            inquiry.context(),
            List.of(),
            kin(inquiry, accesses),
            new Particulars(inquiry, analysed)));
  }

  private static Map<Table, Set<Table>> kin(Inquiry inquiry, Set<Access> accesses)
      throws RefusedException {
    try {
      return Kinship.of(accesses, inquiry.place().catalog());
    } catch (CatalogException e) {
      throw RefusedException.denied("the generated keys are not shown: " + e.getMessage());
    }
  }

  private static RefusedException notShown(Relation relation, Decision decision) {
    return RefusedException.denied(
        "the generated keys of "
            + relation.table().path()
            + " are not shown, because rule "
            + decision.rule()
            + " does not let you read the table; the write itself was done");
  }

  private static Table target(Analysed analysed) throws RefusedException {
    List<Table> targets =
        analysed.accesses().stream()
            .filter(access -> WRITES.contains(access.action()))
            .flatMap(access -> table(access).stream())
            .distinct()
            .toList();
    if (targets.size() != 1) {
      throw RefusedException.denied("generated keys are only shown for writes to one table");
    }
    return targets.get(0);
  }

  private static Optional<Table> table(Access access) {
    return access
        .resource()
        .fold(
            new Resource.Cases<>(
                Optional::of,
                column -> Optional.<Table>empty(),
                routine -> Optional.<Table>empty(),
                server -> Optional.<Table>empty(),
                metadata -> Optional.<Table>empty()));
  }

  private static Relation relation(Inquiry inquiry, Table table) throws RefusedException {
    try {
      return inquiry
          .place()
          .catalog()
          .find(table.schema(), table.name())
          .orElseThrow(() -> RefusedException.denied(table.path() + " is not in the catalog"));
    } catch (CatalogException e) {
      throw RefusedException.denied("the generated keys are not shown: " + e.getMessage());
    }
  }

  private static Origin origin(Relation relation, String label, boolean counter) {
    return relation.columns().stream()
        .filter(column -> column.equalsIgnoreCase(label))
        .findFirst()
        .map(column -> origin(relation, column))
        .orElseGet(
            () ->
                counter
                    ? new Origin.Known(Set.of(), false)
                    : new Origin.Unknown("no column of the written table"));
  }

  private static Origin origin(Relation relation, String column) {
    boolean computed = relation.fold(base -> base.computed().containsKey(column), view -> true);
    return computed
        ? new Origin.Unknown("a computed column among the generated keys")
        : new Origin.Known(Set.of(new Column(relation.table(), column)), true);
  }

  // MySQL's family reports the value of LAST_INSERT_ID under a name of the driver's own.
  private static boolean isCounter(Inquiry inquiry, List<String> labels) {
    return switch (inquiry.place().dialect().product()) {
      case MARIADB, MYSQL -> labels.size() == 1;
      default -> false;
    };
  }
}
