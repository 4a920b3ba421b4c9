package io.jitjdbc.spring.server;

import io.jitjdbc.access.Subject;
import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditSinkProvider;
import io.jitjdbc.audit.EventHeader;
import io.jitjdbc.audit.EventId;
import io.jitjdbc.audit.Reading;
import io.jitjdbc.audit.Recorded;
import io.jitjdbc.audit.ResultColumn;
import io.jitjdbc.audit.cells.Accessor;
import io.jitjdbc.audit.cells.CellType;
import io.jitjdbc.audit.cells.CellWriter;
import io.jitjdbc.audit.cells.Cells;
import io.jitjdbc.audit.protocol.ReceivedEvent;
import io.jitjdbc.audit.reading.RecordedLogs;
import io.jitjdbc.audit.recording.format.LogFiles;
import io.jitjdbc.audit.recording.reading.LedgerText;
import io.jitjdbc.audit.recording.reading.LogDirectories;
import io.jitjdbc.audit.recording.reading.ReadingKeys;
import io.jitjdbc.policy.PolicyMode;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.spring.server.audit.JdbcAuditInbox;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A session that read strange things, in a log of its own by the real sink. */
record RecordedReading(String session, LogFiles log) {
  static final int ROWS = 450;
  static final String HOSTILE = "<script>alert(1)</script>\u202E\u001B[2J";
  static final String FORMULA = "=1+1";
  static final int LONG = 5000;

  private static final Subject ANN = new Subject("https://id.example.org", "ann", "Ann", Set.of());
  private static final List<ResultColumn> COLUMNS =
      List.of(
          new ResultColumn("id", "integer", 4, "", ""),
          new ResultColumn("note", "text", 12, "", "pii.note"),
          new ResultColumn("iban", "text", 12, "finance: partial", "finance"));

  /** Reads rows of three columns; the first ones hold what nobody should. */
  static RecordedReading write(Path directory, String session, Map<String, String> more)
      throws Exception {
    var before = logs(directory);
    var settings = new HashMap<>(more);
    settings.put("directory", directory.toString());
    try (AuditSink sink =
        Providers.named(AuditSinkProvider.class, "jit.audit", "recording")
            .create(SettingValues.of("jit.audit.recording.", settings))) {
      write(sink, session);
    }
    var after = new ArrayList<>(logs(directory));
    after.removeAll(before);
    return new RecordedReading(session, after.get(0));
  }

  private static List<LogFiles> logs(Path directory) throws Exception {
    return LogDirectories.in(directory);
  }

  private static void write(AuditSink sink, String session) throws Exception {
    var statement = new EventId(session, 1);
    var facts =
        new AuditEvent.StatementFacts(
            statement,
            "QUERY",
            "SELECT id, note, iban FROM customers",
            "d",
            List.of("SELECT shop.customers.note"),
            "",
            List.of(),
            List.of(
                "id: shop.customers.id", "note: shop.customers.note", "iban: shop.customers.iban"));
    var ruling = new AuditEvent.Ruling(PolicyMode.ENFORCE, "permit", "all", "v1", "", List.of());
    sink.record(new AuditEvent.StatementDecided(header(session, 2), facts, ruling));
    sink.keep(new Recorded.ResultOpened(statement, 1, COLUMNS));
    sink.keep(new Recorded.ResultRead(statement, 1, cells()));
    sink.keep(new Recorded.ResultEnded(statement, 1, "exhausted", ROWS));
    var reading =
        new Reading(
            "exhausted", "", ROWS, List.of("note", "iban"), List.of(), Duration.ofMillis(3));
    sink.record(new AuditEvent.StatementFinished(header(session, 3), statement, reading));
  }

  private static EventHeader header(String session, long number) {
    return new EventHeader(new EventId(session, number), Instant.now(), ANN, ANN);
  }

  private static Cells cells() {
    var writer = new CellWriter();
    for (String note : List.of(HOSTILE, FORMULA, "", "x".repeat(LONG))) {
      row(writer, note);
    }
    writer.moved();
    writer.cell(3, Accessor.STRING);
    writer.bare(CellType.NULL);
    for (int row = 6; row <= ROWS; row++) {
      row(writer, "row " + row);
    }
    return writer.take();
  }

  private static void row(CellWriter writer, String note) {
    writer.moved();
    writer.cell(2, Accessor.STRING);
    writer.text(note);
    writer.cell(3, Accessor.STRING);
    writer.text("PT50 ****");
  }

  String statement() {
    return session + "-1";
  }

  String page() {
    return "/console/sessions/" + session + "/results/" + statement();
  }

  /** Brings its events, as a driver does. */
  RecordedReading bring(JdbcAuditInbox inbox) throws Exception {
    var events = new ArrayList<ReceivedEvent>();
    new RecordedLogs(log.directory(), ReadingKeys.NONE)
        .events(
            event ->
                events.add(
                    new ReceivedEvent(
                        event.id(),
                        event.time(),
                        event.type(),
                        event.session(),
                        log.log(),
                        event.toJson())));
    inbox.keep("sender", events);
    return this;
  }

  /** Brings the lines of its ledger. */
  RecordedReading anchor(JdbcAuditInbox inbox) throws Exception {
    inbox.anchor("sender", log.log(), 0, LedgerText.of(log.ledger()).lines());
    return this;
  }
}
