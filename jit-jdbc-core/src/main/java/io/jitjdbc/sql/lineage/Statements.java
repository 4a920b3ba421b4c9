package io.jitjdbc.sql.lineage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.sf.jsqlparser.expression.AllValue;
import net.sf.jsqlparser.expression.NullValue;
import net.sf.jsqlparser.statement.ExplainStatement;
import net.sf.jsqlparser.statement.ShowStatement;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.create.table.CreateTable;
import net.sf.jsqlparser.statement.create.view.CreateView;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.merge.Merge;
import net.sf.jsqlparser.statement.select.Limit;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.TableStatement;
import net.sf.jsqlparser.statement.select.Values;
import net.sf.jsqlparser.statement.update.Update;
import net.sf.jsqlparser.statement.upsert.Upsert;

/** The allow-list of statements; a class that is not listed ends the analysis. */
final class Statements {

  /** What reads one class of statement, to the columns that it returns. */
  private interface Reader<S> {
    List<Field> fields(S statement, Scope scope);
  }

  private static final List<String> PLAN_OF_MARIADB =
      List.of(
          "id",
          "select_type",
          "table",
          "type",
          "possible_keys",
          "key",
          "key_len",
          "ref",
          "rows",
          "Extra");

  private final Map<Class<?>, Reader<Statement>> readers = new HashMap<>();
  private final Resolver resolver;

  Statements(Resolver resolver) {
    this.resolver = resolver;
    for (Class<? extends Select> query :
        List.of(
            PlainSelect.class,
            SetOperationList.class,
            ParenthesedSelect.class,
            Values.class,
            TableStatement.class)) {
      reader(query, this::queried);
    }
    reader(Insert.class, resolver.writes()::insert);
    reader(Update.class, resolver.writes()::update);
    reader(Delete.class, resolver.writes()::delete);
    reader(Merge.class, resolver.writes()::merge);
    reader(Upsert.class, resolver.writes()::upsert);
    reader(CreateTable.class, resolver.creations()::table);
    reader(CreateView.class, resolver.creations()::view);
    reader(ExplainStatement.class, this::explained);
    reader(ShowStatement.class, this::shown);
  }

  private <S extends Statement> void reader(Class<S> type, Reader<? super S> reader) {
    readers.put(type, (statement, scope) -> reader.fields(type.cast(statement), scope));
  }

  Set<Class<?>> supported() {
    return Set.copyOf(readers.keySet());
  }

  List<Field> fields(Statement statement) {
    Reader<Statement> reader = readers.get(statement.getClass());
    if (reader == null) {
      throw NotProvenException.of("%s is not supported", statement.getClass().getSimpleName());
    }
    List<Field> fields = reader.fields(statement, Scope.empty());
    return resolver.ledger().returnsRows() ? fields : List.of();
  }

  private List<Field> queried(Select query, Scope scope) {
    if (endsWithLimit(query)) {
      resolver.ledger().limited();
    }
    return resolver.queries().query(query, scope);
  }

  private static boolean endsWithLimit(Select query) {
    Select inner = query;
    while (!isLimited(inner) && inner instanceof ParenthesedSelect parenthesis) {
      inner = parenthesis.getSelect();
    }
    return isLimited(inner) || (inner instanceof SetOperationList list && isLimited(last(list)));
  }

  /** To the parser, what ends a UNION belongs to its last query unless that is in parentheses. */
  private static Select last(SetOperationList list) {
    return list.getSelects().get(list.getSelects().size() - 1);
  }

  /** LIMIT ALL and LIMIT NULL are ways to say that there is none. */
  private static boolean isLimited(Select query) {
    Limit limit = query.getLimit();
    boolean some =
        limit != null
            && limit.getRowCount() != null
            && !(limit.getRowCount() instanceof AllValue)
            && !(limit.getRowCount() instanceof NullValue);
    return some
        || query.getFetch() != null
        || (query instanceof PlainSelect plain && plain.getTop() != null);
  }

  /**
   * A plan shows conditions and estimates that come from the values of every column it names, but
   * no value; so it holds nothing, and all that the statement touches is a condition.
   */
  private List<Field> explained(ExplainStatement explain, Scope scope) {
    List<String> labels = labelsOfPlan();
    boolean options = explain.getOptionList() != null && !explain.getOptionList().isEmpty();
    NotProvenException.refuseIf(
        !"EXPLAIN".equalsIgnoreCase(explain.getKeyword())
            || explain.getStatement() == null
            || explain.getStatement() instanceof ExplainStatement
            || (options && resolver.names().isMySqlFamily())
            || (options && runs(explain)),
        "this form of EXPLAIN");
    for (Field field : fields(explain.getStatement())) {
      resolver.ledger().condition(field.flow());
    }
    resolver.ledger().onlyConditions();
    return labels.stream().map(label -> Field.computed(label, label, Flow.CONSTANT)).toList();
  }

  /** What an earlier statement stumbled over may be quoted. */
  private List<Field> shown(ShowStatement show, Scope scope) {
    boolean warnings =
        resolver.names().isMySqlFamily() && "WARNINGS".equalsIgnoreCase(show.getName());
    NotProvenException.refuseIf(!warnings, "this form of SHOW");
    return List.of(
        Field.computed("Level", "Level", Flow.CONSTANT),
        Field.computed("Code", "Code", Flow.CONSTANT),
        Field.computed("Message", "Message", Flow.unknown("a warning may quote any value")));
  }

  private static boolean runs(ExplainStatement explain) {
    return explain.getOptionList().stream()
        .anyMatch(option -> option.getType() == ExplainStatement.OptionType.ANALYZE);
  }

  /** MySQL's own depend on its settings. */
  private List<String> labelsOfPlan() {
    return switch (resolver.names().product()) {
      case H2 -> List.of("PLAN");
      case POSTGRESQL -> List.of("QUERY PLAN");
      case MARIADB -> PLAN_OF_MARIADB;
      case MYSQL, GENERIC -> throw NotProvenException.of("the plan of this product is not known");
    };
  }
}
