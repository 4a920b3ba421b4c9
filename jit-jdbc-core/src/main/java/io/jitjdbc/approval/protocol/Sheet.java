package io.jitjdbc.approval.protocol;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.ApprovalDesk.Entry;
import io.jitjdbc.protocol.Party;
import io.jitjdbc.remote.JsonFields;
import java.text.ParseException;
import java.util.Map;

/** All that people decide by, and where it stands: {@code RequestSheet} in the document. */
public final class Sheet {
  private Sheet() {}

  /** What is added to the status. */
  static Map<String, Object> request(AccessRequest request) {
    Map<String, Object> fields = Filing.of(request).fields();
    fields.put("subject", Party.fields(request.subject()));
    fields.put("actor", Party.fields(request.actor()));
    return fields;
  }

  /**
   * Reads one.
   *
   * @throws ParseException if it is none, or does not agree with itself
   */
  public static Entry read(JsonFields fields) throws ParseException {
    RequestStatus status = RequestStatus.read(fields);
    JsonFields asked = fields.object("request");
    Subject subject = Party.subject(asked.object("subject"));
    Subject actor = Party.subject(asked.object("actor"));
    Filing filing = Filing.read(asked, Party.of(subject), Party.of(actor));
    if (!filing.id().equals(status.id()) || !filing.asked().digest().equals(status.binding())) {
      throw new ParseException("request is of another binding than it says", 0);
    }
    try {
      return new Entry(filing.request(subject, actor, status.filedAt()), status.state());
    } catch (IllegalArgumentException e) {
      throw new ParseException("request does not agree with itself", 0);
    }
  }
}
