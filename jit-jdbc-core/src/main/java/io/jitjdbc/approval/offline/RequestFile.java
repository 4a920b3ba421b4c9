package io.jitjdbc.approval.offline;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.access.Digests;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.remote.JsonFields;
import java.text.ParseException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * A request as a file: enough for a person to decide on and for their tool to sign.
 *
 * @param binding digest of exactly what an approval is good for
 * @param text the file, to the letter: what people see is what they sign
 */
public record RequestFile(String id, String binding, String target, Instant filedAt, String text) {

  /** As it is shown to whoever is to sign an answer. */
  public static RequestFile of(AccessRequest request) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("id", request.id());
    fields.put("binding", request.binding().digest());
    fields.put("target", request.binding().target());
    fields.put("filedAt", request.filedAt().toString());
    fields.put("expiresAt", request.expiresAt().toString());
    fields.put("subject", person(request.subject()));
    fields.put("actor", person(request.actor()));
    fields.put("application", request.summary().application());
    fields.put("purpose", request.binding().purpose());
    fields.put("rule", request.summary().rule());
    fields.put("reason", request.summary().reason());
    fields.put("resources", new TreeSet<>(request.summary().resources()));
    fields.put("statement", request.summary().statement());
    // What may differ the next time would make another file of the same question.
    fields.putAll(request.summary().details().lasting().fields());
    if (request.binding().isForSession()) {
      fields.put("covers", "session");
    }
    fields.put("policyVersion", request.binding().policyVersion());
    return new RequestFile(
        request.id(),
        request.binding().digest(),
        request.binding().target(),
        request.filedAt(),
        JSONObjectUtils.toJSONString(fields));
  }

  /** SHA-256 of the text, which holds the binding and what people decide by, in hexadecimal. */
  public String digest() {
    return Digests.of(text);
  }

  private static Map<String, Object> person(Subject subject) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("issuer", subject.issuer());
    fields.put("id", subject.id());
    fields.put("name", subject.name());
    return fields;
  }

  /**
   * Reads one.
   *
   * @throws ParseException if it is none
   */
  public static RequestFile read(String text) throws ParseException {
    JsonFields fields = JsonFields.of(text);
    return new RequestFile(
        fields.text("id"),
        fields.text("binding"),
        fields.text("target"),
        fields.time("filedAt"),
        text.strip());
  }
}
