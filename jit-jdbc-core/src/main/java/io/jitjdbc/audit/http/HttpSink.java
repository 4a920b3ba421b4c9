package io.jitjdbc.audit.http;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.audit.http.ControlPlane.Said;
import io.jitjdbc.audit.shipping.Refusal;
import io.jitjdbc.audit.shipping.RemoteSink;
import io.jitjdbc.audit.shipping.Shipped;
import io.jitjdbc.audit.shipping.UndeliveredException;
import io.jitjdbc.remote.ForeignText;
import io.jitjdbc.remote.JsonFields;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Events to a control plane, and the ledgers of their logs. */
final class HttpSink implements RemoteSink {
  private static final String EVENTS = "/v1/audit/events";
  private static final String LEDGERS = "/v1/audit/ledgers/";
  private static final int MOST_LINES = 500;

  private final ControlPlane plane;

  HttpSink(ControlPlane plane) {
    this.plane = plane;
  }

  @Override
  public List<Refusal> deliver(List<Shipped> events) throws UndeliveredException {
    Said said = plane.post(EVENTS, body(events));
    if (!said.isContentRefused()) {
      return refusals(events, said);
    }
    return events.size() == 1
        ? List.of(new Refusal(events.get(0), said.problem()))
        : inHalves(events);
  }

  /** Every batch is of one log, and its events go as they are in it. */
  private static String body(List<Shipped> events) {
    String log = JSONObjectUtils.toJSONString(Map.of("log", events.get(0).log()));
    String all = events.stream().map(Shipped::json).collect(Collectors.joining(","));
    return log.substring(0, log.length() - 1) + ",\"events\":[" + all + "]}";
  }

  /** One of them keeps all from being taken: it is found in a few steps. */
  private List<Refusal> inHalves(List<Shipped> events) throws UndeliveredException {
    int half = events.size() / 2;
    var refusals = new ArrayList<Refusal>(deliver(events.subList(0, half)));
    refusals.addAll(deliver(events.subList(half, events.size())));
    return refusals;
  }

  private List<Refusal> refusals(List<Shipped> events, Said said) throws UndeliveredException {
    try {
      JsonFields fields = JsonFields.of(said.answer().body());
      Map<String, String> reasons = reasons(fields);
      List<Refusal> refusals =
          events.stream()
              .filter(event -> reasons.containsKey(event.id()))
              .map(event -> new Refusal(event, reasons.getOrDefault(event.id(), "")))
              .toList();
      long taken = fields.count("kept") + fields.count("repeated") + reasons.size();
      if (taken == events.size()) {
        return refusals;
      }
    } catch (ParseException e) {
      // Said below: what answers 200 to everything may be somebody else.
    }
    throw new UndeliveredException(
        plane + " did not say what became of each event. Check jit.audit.http.address");
  }

  private static Map<String, String> reasons(JsonFields fields) throws ParseException {
    var reasons = new HashMap<String, String>();
    if (!List.of().equals(fields.all().get("refused"))) {
      for (JsonFields refused : fields.objects("refused")) {
        reasons.put(refused.text("id"), ForeignText.explained(refused.text("reason")));
      }
    }
    return reasons;
  }

  @Override
  public boolean keepsLedgers() {
    return true;
  }

  @Override
  public Optional<String> anchor(String log, int from, List<String> lines)
      throws UndeliveredException {
    for (int start = 0; start < lines.size(); start += MOST_LINES) {
      var fields = new LinkedHashMap<String, Object>();
      fields.put("from", from + start);
      fields.put("lines", lines.subList(start, Math.min(lines.size(), start + MOST_LINES)));
      Said said = plane.post(LEDGERS + log, JSONObjectUtils.toJSONString(fields));
      if (said.isContentRefused()) {
        return Optional.of(said.problem());
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {}
}
