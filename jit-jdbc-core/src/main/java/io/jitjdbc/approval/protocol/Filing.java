package io.jitjdbc.approval.protocol;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalBinding;
import io.jitjdbc.approval.ApprovalRequirement;
import io.jitjdbc.approval.RequestDetails;
import io.jitjdbc.approval.book.Terms;
import io.jitjdbc.protocol.Party;
import io.jitjdbc.protocol.Strict;
import io.jitjdbc.remote.JsonFields;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * What a driver asks for, in its own words: {@code FiledRequest} in the document.
 *
 * @param id a proposal
 * @param subject whom the driver takes the token's subject for
 * @param actor whom it takes who acts for it for
 * @param asked target, digests, scope, purpose and policy; the keys in it are of these two
 */
public record Filing(
    String id,
    Party subject,
    Party actor,
    ApprovalBinding asked,
    ApprovalRequirement terms,
    AccessRequest.Summary summary,
    String emergency) {
  /** Arithmetic with such a span is safe, and nobody waits for longer. */
  private static final Duration LONGEST = Duration.ofDays(366);

  private static final int MOST_PEOPLE = 1000;

  public Filing {
    requireNonNull(id);
    requireNonNull(subject);
    requireNonNull(actor);
    requireNonNull(asked);
    requireNonNull(terms);
    requireNonNull(summary);
    requireNonNull(emergency);
  }

  public static Filing of(AccessRequest request) {
    return new Filing(
        request.id(),
        Party.of(request.subject()),
        Party.of(request.actor()),
        request.binding(),
        request.requirement(),
        request.summary(),
        request.emergency());
  }

  /** The request, once it is known who asks. */
  public AccessRequest request(Subject whose, Subject actingFor, Instant now) {
    return new AccessRequest(id, whose, actingFor, asked, terms, summary, now, emergency);
  }

  /** The body of a request. */
  public String json() {
    Map<String, Object> fields = fields();
    fields.put("subject", subject.fields());
    fields.put("actor", actor.fields());
    return JSONObjectUtils.toJSONString(fields);
  }

  /** All but who asks. */
  Map<String, Object> fields() {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("id", id);
    fields.put("target", asked.target());
    fields.put("statementDigest", asked.statement());
    fields.put("bindsDigest", asked.binds());
    fields.put("scope", asked.scope());
    fields.put("purpose", asked.purpose());
    fields.put("policyVersion", asked.policyVersion());
    fields.put("rule", summary.rule());
    fields.put("reason", summary.reason());
    fields.put("statement", summary.statement());
    fields.put("resources", new TreeSet<>(summary.resources()));
    fields.put("application", summary.application());
    fields.putAll(summary.details().fields());
    fields.put("terms", Terms.fields(terms));
    if (!emergency.isEmpty()) {
      fields.put("emergency", emergency);
    }
    return fields;
  }

  /**
   * Reads one strictly.
   *
   * @throws ParseException if it is none; says why without what it says
   */
  public static Filing read(String json) throws ParseException {
    JsonFields fields = JsonFields.of(json);
    Strict.only(
        fields,
        "id",
        "subject",
        "actor",
        "target",
        "statementDigest",
        "bindsDigest",
        "scope",
        "purpose",
        "policyVersion",
        "rule",
        "reason",
        "statement",
        "resources",
        "application",
        "sensitive",
        "estimatedRows",
        "caller",
        "values",
        "terms",
        "emergency");
    return read(fields, Party.read(fields.object("subject")), Party.read(fields.object("actor")));
  }

  static Filing read(JsonFields fields, Party subject, Party actor) throws ParseException {
    return new Filing(
        Ids.require(fields.text("id")),
        subject,
        actor,
        new ApprovalBinding(
            subject.issuer() + '|' + subject.id(),
            actor.issuer() + '|' + actor.id(),
            fields.text("target"),
            fields.textOrEmpty("statementDigest"),
            fields.textOrEmpty("bindsDigest"),
            fields.textOrEmpty("scope"),
            fields.textOrEmpty("purpose"),
            fields.textOrEmpty("policyVersion")),
        terms(fields.object("terms")),
        new AccessRequest.Summary(
            fields.textOrEmpty("rule"),
            fields.textOrEmpty("reason"),
            fields.textOrEmpty("statement"),
            new HashSet<>(fields.textList("resources")),
            fields.textOrEmpty("application"),
            details(fields)),
        fields.textOrEmpty("emergency"));
  }

  private static RequestDetails details(JsonFields fields) throws ParseException {
    try {
      return RequestDetails.of(fields.all());
    } catch (IllegalArgumentException e) {
      throw new ParseException("sensitive and values must be lists of what the protocol says", 0);
    }
  }

  private static ApprovalRequirement terms(JsonFields fields) throws ParseException {
    try {
      ApprovalRequirement terms = Terms.read(fields.all());
      if (isBounded(terms)) {
        return terms;
      }
    } catch (IllegalArgumentException e) {
      // Said below, without the value.
    }
    throw new ParseException("terms must be what an approval takes, and no more than a year", 0);
  }

  private static boolean isBounded(ApprovalRequirement terms) {
    return isSpan(terms.answerWithin())
        && isSpan(terms.validFor())
        && terms.quorum() <= MOST_PEOPLE
        && terms.uses() <= MOST_PEOPLE * MOST_PEOPLE
        && terms.escalation().map(more -> !isLong(more.after())).orElse(true)
        && terms.remindAfter().map(Filing::isSpan).orElse(true)
        && terms.breakGlass().map(glass -> isSpan(glass.validFor())).orElse(true);
  }

  private static boolean isSpan(Duration span) {
    return !span.isZero() && !isLong(span);
  }

  private static boolean isLong(Duration span) {
    return span.isNegative() || span.compareTo(LONGEST) > 0;
  }
}
