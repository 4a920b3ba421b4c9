package io.jitjdbc.spring.server.audit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import io.jitjdbc.audit.recording.format.Extent;
import io.jitjdbc.audit.recording.format.LedgerLine;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import io.jitjdbc.audit.recording.verification.LedgerChain;
import io.jitjdbc.audit.recording.verification.LedgerState;
import io.jitjdbc.audit.recording.verification.Trust;
import java.sql.Types;
import java.text.ParseException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Verifies the lines of ledgers as they come, each once. Every instance calls {@link #run} every
 * few seconds; what two of them look at at the same time counts once. Thread-safe.
 *
 * <p><b>Guarantees</b>: a line that is not signed by the key that the lines before it name, that
 * does not follow them, or signs for less, is found, and nothing after it counts. <b>Does not
 * protect against</b> whoever may write to the control plane's database.
 */
public final class LedgerVerification {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerVerification.class);
  private static final int MOST_LOGS = 50;
  private static final int MOST_LINES = 1000;

  private final JdbcClient client;
  private final Trust trust;
  private final String pins;

  /**
   * @param trust who may sign for new logs; where that changes, all lines are verified again
   */
  public LedgerVerification(JdbcClient client, Trust trust) {
    this.client = client;
    this.trust = trust;
    this.pins =
        LedgerLine.digest(
            trust.keys().stream()
                .map(LedgerVerification::pin)
                .sorted()
                .collect(Collectors.joining(" ")));
  }

  private static String pin(ECKey key) {
    try {
      return key.getKeyID() + '=' + key.computeThumbprint();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Pending(String log, int changes, int looked, String pins, String chain) {}

  /** Verifies what was brought since the last time, so much of it at a time; never throws. */
  public void run() {
    try {
      for (Pending pending : pending()) {
        verify(pending);
      }
    } catch (DataAccessException e) {
      LOG.warn("Ledgers cannot be verified now: {}", e.getClass().getSimpleName());
    }
  }

  private List<Pending> pending() {
    return client
        .sql(
            "SELECT log, changes, looked, pins, chain FROM jit_log"
                + " WHERE lines > 0 AND (pins <> :pins OR (looked < changes AND broken = ''))"
                + " FETCH FIRST "
                + MOST_LOGS
                + " ROWS ONLY")
        .param("pins", pins)
        .query(
            (row, number) ->
                new Pending(
                    row.getString("log"),
                    row.getInt("changes"),
                    row.getInt("looked"),
                    row.getString("pins"),
                    row.getString("chain")))
        .list();
  }

  private void verify(Pending pending) {
    LedgerChain chain = LedgerChain.from(pending.log(), trust, state(pending));
    List<String> lines = lines(pending.log(), chain.state().lines());
    var found = new Found();
    for (String line : lines) {
      if (!found.isBroken()) {
        found.take(chain, line);
      }
    }
    if (found.isBroken()) {
      LOG.error("The ledger of log {} is not good: {}", pending.log(), found.broken);
    }
    boolean isDone = found.isBroken() || lines.size() < MOST_LINES;
    keep(pending, chain.state(), found, isDone);
  }

  /** What was found in some lines. */
  private static final class Found {
    private String broken = "";
    private int wentBack;

    boolean isBroken() {
      return !broken.isEmpty();
    }

    void take(LedgerChain chain, String line) {
      try {
        wentBack += chain.take(line).wentBack() > 0 ? 1 : 0;
      } catch (MalformedLogException e) {
        broken = "line " + chain.state().lines() + ": " + e.getMessage();
      }
    }
  }

  private LedgerState state(Pending pending) {
    if (!pending.pins().equals(pins) || pending.chain().isEmpty()) {
      return LedgerState.NOTHING;
    }
    try {
      return LedgerState.parse(pending.chain());
    } catch (ParseException e) {
      return LedgerState.NOTHING;
    }
  }

  /** Up to the first that is not there. */
  private List<String> lines(String log, long from) {
    record Line(int number, String text) {}
    List<Line> lines =
        client
            .sql(
                "SELECT line, signed FROM jit_ledger_line WHERE log = :log AND line >= :from"
                    + " ORDER BY line FETCH FIRST "
                    + MOST_LINES
                    + " ROWS ONLY")
            .param("log", log)
            .param("from", from)
            .query((row, number) -> new Line(row.getInt("line"), row.getString("signed")))
            .list();
    int whole = 0;
    while (whole < lines.size() && lines.get(whole).number() == from + whole) {
      whole++;
    }
    return lines.subList(0, whole).stream().map(Line::text).toList();
  }

  /** If another instance was there first, its word counts. */
  private void keep(Pending pending, LedgerState state, Found found, boolean isDone) {
    boolean isAnew = !pending.pins().equals(pins);
    client
        .sql(
            "UPDATE jit_log SET looked = :looked, pins = :pins, chain = :chain,"
                + " verified = :verified, signed_at = :signed, frames = :frames, closed = :closed,"
                + " vouching = :vouching, broken = :broken,"
                + " went_back = (CASE WHEN :anew THEN 0 ELSE went_back END) + :back"
                + " WHERE log = :log AND looked = :before AND chain = :chainBefore"
                + " AND pins = :pinsBefore")
        .param("looked", isDone ? pending.changes() : pending.looked())
        .param("pins", pins)
        .param("chain", state.toText())
        .param("verified", state.lines())
        .param("signed", signedAt(state).orElse(null), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("frames", state.extent().map(Extent::sequence).orElse(0L))
        .param("closed", state.isClosed())
        .param("vouching", state.vouching().name())
        .param("broken", found.broken)
        .param("anew", isAnew)
        .param("back", found.wentBack)
        .param("log", pending.log())
        .param("before", pending.looked())
        .param("chainBefore", pending.chain())
        .param("pinsBefore", pending.pins())
        .update();
  }

  private static Optional<OffsetDateTime> signedAt(LedgerState state) {
    return state.lines() == 0
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(state.time()).atOffset(ZoneOffset.UTC));
  }
}
