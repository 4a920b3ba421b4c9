package io.jitjdbc.spring.server.console;

import io.jitjdbc.audit.ResultColumn;
import io.jitjdbc.audit.reading.RecordedEvent;
import io.jitjdbc.audit.replay.Visible;
import io.jitjdbc.spring.server.recordings.ResultPage;
import io.jitjdbc.spring.server.recordings.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A page of a result as people see it.
 *
 * @param number which page it is, from 0
 */
public record ResultView(ResultPage page, int number) {

  /**
   * A column's head.
   *
   * @param origin the base columns that its values come from; empty where that is not known
   * @param how whether it was read, and if so, how
   */
  public record Column(
      String label, String type, String origin, String tags, String mask, How how) {

    /** As a style sheet names it: what is nobody's secret is no matter in clear. */
    public String style() {
      return how == How.CLEAR && tags.isEmpty() ? "" : how.mark();
    }
  }

  /** How a column was read. */
  public enum How {
    /** As the database holds it. */
    CLEAR("read in clear"),
    /** As the policy changed it. */
    MASKED("read masked"),
    /** Not at all. */
    UNREAD("not read");

    private final String title;

    How(String title) {
      this.title = title;
    }

    /** As people read it. */
    public String title() {
      return title;
    }

    /** As a style sheet names it. */
    public String mark() {
      return switch (this) {
        case CLEAR -> "clear";
        case MASKED -> "masked";
        case UNREAD -> "unread";
      };
    }
  }

  /** The columns, in order. */
  public List<Column> columns() {
    List<String> lineage = page.decided().map(event -> event.texts("lineage")).orElse(List.of());
    var columns = new ArrayList<Column>();
    for (int i = 0; i < page.columns().size(); i++) {
      ResultColumn column = page.columns().get(i);
      boolean isTold = lineage.size() == page.columns().size();
      columns.add(
          new Column(
              Visible.of(column.label()),
              Visible.of(column.typeName()),
              isTold ? Visible.of(origin(lineage.get(i))) : "",
              Visible.of(column.tags()),
              Visible.of(column.mask()),
              how(column)));
    }
    return columns;
  }

  /** Of "email: shop.customers.email". */
  private static String origin(String lineage) {
    int colon = lineage.indexOf(": ");
    return colon < 0 ? "" : lineage.substring(colon + 2);
  }

  /** Without the end of the statement on record, nobody knows what was left unread. */
  private How how(ResultColumn column) {
    boolean isUnread =
        page.finished()
            .map(event -> !event.texts("columns_read").contains(column.label()))
            .orElse(false);
    return isUnread ? How.UNREAD : column.isMasked() ? How.MASKED : How.CLEAR;
  }

  public String who() {
    return decidedText(event -> event.subject().label());
  }

  public String statement() {
    return decidedText(event -> event.text("text"));
  }

  private String decidedText(Function<RecordedEvent, String> text) {
    return page.decided().map(text).orElse("");
  }

  /** When it was decided; empty if that is not on record here. */
  public String at() {
    return decidedText(event -> event.time().toString());
  }

  public boolean hasNext() {
    return page.total() > (number + 1L) * Slice.ROWS;
  }

  public boolean hasPrevious() {
    return number > 0;
  }

  public long firstRow() {
    return page.rows().isEmpty() ? 0 : (long) number * Slice.ROWS + 1;
  }

  public long lastRow() {
    return (long) number * Slice.ROWS + page.rows().size();
  }

  /** Whether all of it fits a table that is downloaded. */
  public boolean isTable() {
    return page.result() != 0 && !page.remarks().hasLate() && !page.remarks().isWithheld();
  }
}
