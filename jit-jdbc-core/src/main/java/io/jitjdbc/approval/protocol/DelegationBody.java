package io.jitjdbc.approval.protocol;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.access.Digests;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.Delegation;
import io.jitjdbc.protocol.Party;
import io.jitjdbc.protocol.Strict;
import io.jitjdbc.remote.JsonFields;
import java.text.ParseException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Who answers in somebody's place, and when: {@code Delegation} in the document.
 *
 * @param absent whom the client takes the token's subject for
 * @param deputy key of who answers
 */
public record DelegationBody(Party absent, String deputy, Instant begin, Instant end) {
  private static final int ID_LENGTH = 32;

  public DelegationBody {
    requireNonNull(absent);
    requireNonNull(deputy);
    requireNonNull(begin);
    requireNonNull(end);
  }

  public static DelegationBody of(Delegation delegation) {
    return new DelegationBody(
        Party.of(delegation.absent()), delegation.deputy(), delegation.begin(), delegation.end());
  }

  /** Its name: the same for the same delegation, so that saying it twice says it once. */
  public String id() {
    return Digests.of(
            List.of(absent.issuer(), absent.id(), deputy, begin.toString(), end.toString()))
        .substring(0, ID_LENGTH);
  }

  /** The body of a request. */
  public String json() {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("absent", absent.fields());
    fields.put("deputy", deputy);
    fields.put("begin", begin.toString());
    fields.put("end", end.toString());
    return JSONObjectUtils.toJSONString(fields);
  }

  /** The delegation, once it is known whose it is. */
  Delegation delegation(Subject whose) throws ParseException {
    try {
      return new Delegation(whose, deputy, begin, end);
    } catch (IllegalArgumentException e) {
      throw new ParseException("it must end after it begins, and be to somebody else", 0);
    }
  }

  static DelegationBody read(String json) throws ParseException {
    JsonFields fields = JsonFields.of(json);
    Strict.only(fields, "absent", "deputy", "begin", "end");
    return new DelegationBody(
        Party.read(fields.object("absent")),
        fields.text("deputy"),
        fields.time("begin"),
        fields.time("end"));
  }
}
