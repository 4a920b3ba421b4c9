package io.jitjdbc.audit.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitjdbc.access.Subject;
import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditSinkProvider;
import io.jitjdbc.audit.EventHeader;
import io.jitjdbc.audit.EventId;
import io.jitjdbc.audit.Recorded;
import io.jitjdbc.audit.ResultColumn;
import io.jitjdbc.audit.cells.Accessor;
import io.jitjdbc.audit.cells.CellType;
import io.jitjdbc.audit.cells.CellWriter;
import io.jitjdbc.audit.cells.Cells;
import io.jitjdbc.audit.recording.reading.ReadingKeys;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedLogsTest {
  private static final EventId STATEMENT = new EventId("s", 1);
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");

  @TempDir Path root;

  private AuditSink sink() {
    return Providers.named(AuditSinkProvider.class, "jit.audit", "recording")
        .create(SettingValues.of("jit.audit.recording.", Map.of("directory", root.toString())));
  }

  private static AuditEvent event(String session, long number) {
    var ann = new Subject("i", "ann", "Ann", Set.of());
    return new AuditEvent.LeaseEnded(
        new EventHeader(new EventId(session, number), NOON, ann, ann), "l", "expired");
  }

  private static Recorded opened() {
    return new Recorded.ResultOpened(
        STATEMENT, 1, List.of(new ResultColumn("a", "text", 12, "", "pii.email finance")));
  }

  private static Cells cells(Consumer<CellWriter> reads) {
    var writer = new CellWriter();
    reads.accept(writer);
    return writer.take();
  }

  private List<SessionEntry> session() throws Exception {
    var entries = new ArrayList<SessionEntry>();
    new RecordedLogs(root, ReadingKeys.NONE).session("s", entries::add);
    return entries;
  }

  @Test
  void aSessionThatWentOnInASecondLogIsOneAndSaysNothingTwice() throws Exception {
    try (AuditSink first = sink()) {
      first.record(event("s", 1));
      first.keep(opened());
      first.record(event("other", 1));
      first.record(event("s", 2));
    }
    try (AuditSink second = sink()) {
      second.record(event("s", 2));
      second.keep(opened());
      second.record(event("s", 3));
      second.keep(new Recorded.ResultEnded(STATEMENT, 1, "closed", 0));
    }

    assertThat(session())
        .extracting(
            entry ->
                entry instanceof SessionEntry.Happened happened
                    ? happened.event().id()
                    : entry.getClass().getSimpleName())
        .containsExactly("s-1", "Opened", "s-2", "s-3", "Ended");
    var all = new ArrayList<String>();
    new RecordedLogs(root, ReadingKeys.NONE).events(event -> all.add(event.id()));
    assertThat(all).containsExactly("s-1", "other-1", "s-2", "s-3");
  }

  @Test
  void columnsAreAsTheyWereTold() throws Exception {
    try (AuditSink sink = sink()) {
      sink.keep(opened());
      sink.keep(new Recorded.ResultEnded(STATEMENT, 1, "closed", 0));
    }
    assertThat(session())
        .first()
        .isInstanceOfSatisfying(
            SessionEntry.Opened.class,
            opened -> {
              assertThat(opened.result()).isEqualTo(new ResultId("s-1", 1));
              assertThat(opened.columns().get(0).tags()).isEqualTo("pii.email finance");
            });
  }

  @Test
  void fieldsAreReadByNameWhateverElseThereIs() throws Exception {
    RecordedEvent event =
        RecordedEvent.parse(
            "{\"type\":\"new.kind\",\"trace_id\":7,\"subject\":\"ann\",\"rows\":\"many\"}", NOON);

    assertThat(event.type()).isEqualTo("new.kind");
    assertThat(event.time()).isEqualTo(NOON);
    assertThat(event.text("trace_id")).isEqualTo("7");
    assertThat(event.subject().label()).isEqualTo("ann");
    assertThat(event.number("rows")).isZero();
    assertThat(event.statementId()).isEmpty();
    assertThat(event.accesses()).isEmpty();
    assertThat(event.fields()).containsKey("trace_id");
  }

  @Test
  void accessesAreTakenApartAlsoWhereNamesAreQuoted() {
    ColumnAccess access = ColumnAccess.parse("SELECT public.\"odd.table\".email");
    assertThat(access.column()).isEqualTo("email");
    assertThat(access.table()).isEqualTo("public.odd.table");
    assertThat(ColumnAccess.parse("SELECT public.customers").isColumn()).isFalse();
    assertThat(ColumnAccess.parse("SELECT public.customers.id").isOf("CUSTOMERS")).isTrue();
    assertThat(ColumnAccess.parse("SELECT public.customers.id").isOf("omers")).isFalse();
    assertThat(ColumnAccess.parse("").action()).isEmpty();
  }

  @Test
  void aRowIsDoneWhenTheCallerGotToTheNext() throws Exception {
    var rows = new RowReader();
    List<RecordedRow> first =
        rows.read(
            cells(
                writer -> {
                  writer.moved();
                  writer.cell(2, Accessor.STRING);
                  writer.text("a");
                  writer.moved();
                }));

    assertThat(first).hasSize(1);
    assertThat(first.get(0).cell(1)).isEmpty();
    assertThat(first.get(0).cell(2).get().content()).isEqualTo("a");
    List<RecordedRow> last = rows.end();
    assertThat(last).hasSize(1);
    assertThat(last.get(0).number()).isEqualTo(2);
    assertThat(last.get(0).columns()).isEmpty();
    assertThat(rows.end()).isEmpty();
  }

  @Test
  void piecesArePutTogetherAndWhatIsReadAgainIsThereOnce() throws Exception {
    var rows = new RowReader();
    List<RecordedRow> read =
        rows.read(
            cells(
                writer -> {
                  writer.moved();
                  writer.cell(1, Accessor.CLOB);
                  writer.whole(CellType.HANDLE, 5);
                  writer.piece(5, 0, "hello ");
                  writer.piece(5, 3, "lo wor");
                  writer.piece(5, 9, "ld");
                  writer.moved();
                  writer.piece(5, 11, "!");
                }));

    assertThat(read).hasSize(2);
    assertThat(read.get(0).cell(1).get().content()).isEqualTo("hello world");
    assertThat(read.get(1).isLate()).isTrue();
    assertThat(read.get(1).cell(0).get().content()).isEqualTo("!");
  }

  @Test
  void aRowThatWasGoneBackToSaysWhereItStands() throws Exception {
    var rows = new RowReader();
    rows.read(cells(writer -> writer.movedTo(7)));
    assertThat(rows.end().get(0).position()).isEqualTo(7);
  }
}
