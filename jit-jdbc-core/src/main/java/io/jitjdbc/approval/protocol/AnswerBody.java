package io.jitjdbc.approval.protocol;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.approval.Verdict;
import io.jitjdbc.protocol.Party;
import io.jitjdbc.protocol.Strict;
import io.jitjdbc.remote.JsonFields;
import java.text.ParseException;
import java.util.LinkedHashMap;

/**
 * What somebody says at the desk: {@code Answer} and {@code Revocation} in the document.
 *
 * @param by whom the client takes the token's subject for
 */
public record AnswerBody(Party by, Verdict verdict) {
  private static final int LONGEST_COMMENT = 10_000;

  public AnswerBody {
    requireNonNull(by);
    requireNonNull(verdict);
  }

  /** As an answer. */
  public String json() {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("approver", by.fields());
    fields.put("decision", verdict.granted() ? "approved" : "denied");
    fields.put("comment", verdict.comment());
    return JSONObjectUtils.toJSONString(fields);
  }

  /** As a revocation, which has no verdict. */
  public String revocation() {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("by", by.fields());
    fields.put("comment", verdict.comment());
    return JSONObjectUtils.toJSONString(fields);
  }

  static AnswerBody read(String json) throws ParseException {
    JsonFields fields = JsonFields.of(json);
    Strict.only(fields, "approver", "decision", "comment");
    String decision = fields.text("decision");
    if (!decision.equals("approved") && !decision.equals("denied")) {
      throw new ParseException("decision must be approved or denied", 0);
    }
    return new AnswerBody(
        Party.read(fields.object("approver")),
        new Verdict(decision.equals("approved"), comment(fields)));
  }

  static AnswerBody readRevocation(String json) throws ParseException {
    JsonFields fields = JsonFields.of(json);
    Strict.only(fields, "by", "comment");
    return new AnswerBody(Party.read(fields.object("by")), new Verdict(false, comment(fields)));
  }

  private static String comment(JsonFields fields) throws ParseException {
    String comment = fields.textOrEmpty("comment");
    if (comment.length() > LONGEST_COMMENT) {
      throw new ParseException("comment must be no longer than " + LONGEST_COMMENT, 0);
    }
    return comment;
  }
}
