package io.jitjdbc.sql.lineage;

import static io.jitjdbc.sql.lineage.NotProvenException.refuseIf;

import java.util.List;
import net.sf.jsqlparser.expression.AllValue;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.statement.select.MySqlSelectIntoClause;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/** ORDER BY, LIMIT and what else may end a query. */
final class QueryTails {

  private final Resolver resolver;

  QueryTails(Resolver resolver) {
    this.resolver = resolver;
  }

  /** Everything that no supported product has, or that would need more to be followed. */
  static void refuseDialectParts(PlainSelect select) {
    refuseIf(select.getPreWhere() != null, "PREWHERE");
    refuseIf(select.getSettings() != null, "SETTINGS");
    refuseIf(select.getLateralViews() != null, "LATERAL VIEW");
    refuseIf(select.isUsingFinal(), "FINAL");
    refuseIf(select.getIntoTempTable() != null, "INTO TEMP");
    refuseIf(select.getOptimizeFor() != null, "OPTIMIZE FOR");
    refuseIf(select.getSkip() != null || select.getFirst() != null, "SKIP and FIRST");
    refuseIf(select.getBigQuerySelectQualifier() != null, "SELECT AS");
    refuseIf(select.getOracleHierarchical() != null, "CONNECT BY");
    refuseIf(select.getPreferringClause() != null, "PREFERRING");
    refuseIf(select.getForXmlPath() != null, "FOR XML");
    refuseIf(select.getKsqlWindow() != null || select.isEmitChanges(), "a stream");
    refuseIf(select.getSampleClause() != null, "SAMPLE");
  }

  void follow(Select select, Scope scope) {
    refuseIf(select.getForClause() != null, "FOR XML, JSON or BROWSE");
    refuseIf(select.getOption() != null, "OPTION");
    refuseIf(select.getInterpolate() != null, "INTERPOLATE");
    refuseIf(select.getLimitBy() != null, "LIMIT BY");
    refuseIf(select.isOracleSiblings(), "ORDER SIBLINGS BY");
    refuseIf(select.getMySqlProcedureAnalyse() != null, "PROCEDURE ANALYSE");
    refuseIf(select.getPivot() != null || select.getUnPivot() != null, "PIVOT");
    resolver.queries().orderResult(select.getOrderByElements(), scope);
    limit(select, scope);
  }

  private void limit(Select select, Scope scope) {
    if (select.getLimit() != null) {
      refuseIf(select.getLimit().getByExpressions() != null, "LIMIT BY");
      amount(select.getLimit().getRowCount(), scope);
      amount(select.getLimit().getOffset(), scope);
    }
    if (select.getOffset() != null) {
      amount(select.getOffset().getOffset(), scope);
    }
    if (select.getFetch() != null) {
      amount(select.getFetch().getExpression(), scope);
    }
  }

  /** How many rows come back tells about every column in the number. */
  void amount(@Nullable Expression amount, Scope scope) {
    // LIMIT ALL is how PostgreSQL says that there is no limit.
    if (!(amount instanceof AllValue)) {
      resolver.conditions().any(amount, scope);
    }
  }

  /** Values leave past the result, so no mask can reach them. */
  void exported(@Nullable MySqlSelectIntoClause clause, List<Field> fields) {
    if (clause == null) {
      return;
    }
    refuseIf(clause.getType() == MySqlSelectIntoClause.Type.VARIABLES, "SELECT INTO variables");
    resolver.ledger().returnsNothing();
    resolver.ledger().exports();
    fields.forEach(field -> resolver.ledger().written(field.flow()));
  }
}
