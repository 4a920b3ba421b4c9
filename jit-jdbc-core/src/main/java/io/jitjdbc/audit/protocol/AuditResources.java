package io.jitjdbc.audit.protocol;

import io.jitjdbc.audit.AuditUnavailableException;
import io.jitjdbc.protocol.Reply;
import io.jitjdbc.remote.JsonFields;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server of the audit protocol does, over any inbox. Thread-safe; blocks for as long as the
 * inbox does.
 *
 * <p><b>Guarantees</b>: what was answered with 200 is kept, each event once; what is too large or
 * not of the protocol reaches no inbox. <b>Does not protect against</b> a driver that brings events
 * that never happened, or leaves some out: the ledger's lines tell what its log held.
 */
public final class AuditResources {
  /** Bytes of a body, inflated; whoever hosts this reads no more of one that is not. */
  public static final int MOST_BODY = 4 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(AuditResources.class);
  private static final int MOST_LINES = 1000;
  private static final int MOST_LINE_NUMBER = 100_000_000;
  // A compact JWS.
  private static final Pattern LINE = Pattern.compile("[\\w-]{1,20000}(?:\\.[\\w-]{1,20000}){2}");

  private final AuditInbox inbox;

  public AuditResources(AuditInbox inbox) {
    this.inbox = inbox;
  }

  /**
   * {@code POST /v1/audit/events}: keeps a batch.
   *
   * @param sender who calls, by the token and nothing else
   * @param encoding the header {@code Content-Encoding}; empty if there is none
   */
  public Reply events(String sender, String encoding, byte[] body) {
    return answer(
        encoding,
        body,
        text -> {
          EventBatch batch = EventBatch.read(text);
          int kept = batch.events().isEmpty() ? 0 : inbox.keep(sender, batch.events());
          var fields = new LinkedHashMap<String, Object>();
          fields.put("kept", kept);
          fields.put("repeated", batch.repeated() + batch.events().size() - kept);
          fields.put("refused", refused(batch.refused()));
          return Reply.json(200, fields);
        });
  }

  private static List<Map<String, String>> refused(Map<String, String> reasons) {
    var refused = new ArrayList<Map<String, String>>();
    reasons.forEach((id, reason) -> refused.add(Map.of("id", id, "reason", reason)));
    return refused;
  }

  /** {@code POST /v1/audit/ledgers/{log}}: keeps lines of a log's ledger. */
  public Reply ledger(String sender, String log, String encoding, byte[] body) {
    return answer(
        encoding,
        body,
        text -> {
          EventBatch.log(log);
          JsonFields fields = JsonFields.of(text);
          EventBatch.only(fields, Set.of("from", "lines"));
          int from = (int) fields.number("from", 0, MOST_LINE_NUMBER);
          if (inbox.anchor(sender, log, from, lines(fields))) {
            return Reply.json(200, Map.of("log", log));
          }
          LOG.error("The ledger of log {} is not the one that was brought before", log);
          return Reply.problem(
              409,
              "ledger-forked",
              "Other lines of this ledger were brought before: one of them was forged.");
        });
  }

  private static List<String> lines(JsonFields fields) throws ParseException {
    List<String> lines = fields.textList("lines");
    if (lines.isEmpty() || lines.size() > MOST_LINES) {
      throw new ParseException("lines must be from 1 to " + MOST_LINES, 0);
    }
    for (String line : lines) {
      if (!LINE.matcher(line).matches()) {
        throw new ParseException("lines must be signed texts", 0);
      }
    }
    return lines;
  }

  private interface Deed {
    Reply with(String text) throws ParseException, AuditUnavailableException;
  }

  private static Reply answer(String encoding, byte[] body, Deed deed) {
    try {
      Optional<String> text = Inflated.text(encoding, body, MOST_BODY);
      if (text.isEmpty()) {
        return Reply.problem(413, "too-large", "It is larger than " + MOST_BODY + " bytes.");
      }
      return deed.with(text.get());
    } catch (ParseException e) {
      return Reply.problem(
          422, "invalid-request", "The request is not of this protocol: " + e.getMessage() + ".");
    } catch (AuditUnavailableException e) {
      LOG.warn("Audit events cannot be kept: {}", e.getMessage());
      return Reply.problem(503, "unavailable", "Audit events cannot be kept now.");
    }
  }
}
