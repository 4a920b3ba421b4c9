package io.jitjdbc.approval.protocol;

import static java.util.Objects.requireNonNull;

import io.jitjdbc.approval.Approval;
import io.jitjdbc.remote.JsonFields;
import java.text.ParseException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One use of an approval that was handed out: {@code Use} in the document.
 *
 * @param binding digest of what exactly it is good for
 * @param approvers names of those who said yes
 * @param evidence what was signed, as compact JWS
 */
public record Use(
    String id,
    String request,
    String binding,
    List<String> approvers,
    Instant expiresAt,
    List<String> evidence) {
  public Use {
    requireNonNull(id);
    requireNonNull(request);
    requireNonNull(binding);
    approvers = List.copyOf(approvers);
    requireNonNull(expiresAt);
    evidence = List.copyOf(evidence);
  }

  static Map<String, Object> fields(Approval approval, List<String> evidence) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("id", approval.id());
    fields.put("request", approval.requestId());
    fields.put("binding", approval.binding().digest());
    fields.put("approvers", approval.approvers());
    fields.put("expiresAt", approval.expiresAt().toString());
    fields.put("evidence", evidence);
    return fields;
  }

  /**
   * Reads one.
   *
   * @throws ParseException if it is none
   */
  public static Use read(JsonFields fields) throws ParseException {
    return new Use(
        Ids.require(fields.text("id")),
        fields.text("request"),
        fields.text("binding"),
        fields.textList("approvers"),
        fields.time("expiresAt"),
        fields.textList("evidence"));
  }
}
