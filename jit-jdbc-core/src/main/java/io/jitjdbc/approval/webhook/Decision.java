package io.jitjdbc.approval.webhook;

import io.jitjdbc.remote.JsonFields;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the other end says that somebody decided.
 *
 * @param task the request's id
 * @param approver as the other end calls the person
 */
record Decision(String task, boolean granted, String approver, String comment) {
  private static final String TYPE = "jit.approval.decided";
  private static final int MOST_AT_ONCE = 100;
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_COMMENT = 2000;

  /**
   * Those of a message.
   *
   * @throws ParseException if the message is of another type or form; quotes nothing of it
   */
  static List<Decision> read(String body) throws ParseException {
    JsonFields message = JsonFields.of(body);
    if (!message.text("type").equals(TYPE)) {
      // Our own messages are signed by the same key: they must not come back as somebody's word.
      throw new ParseException("type must be " + TYPE, 0);
    }
    var decisions = new ArrayList<Decision>();
    for (JsonFields fields : message.objects("data")) {
      decisions.add(decision(fields));
    }
    if (decisions.size() > MOST_AT_ONCE) {
      throw new ParseException("data must hold no more than " + MOST_AT_ONCE + " decisions", 0);
    }
    return decisions;
  }

  private static Decision decision(JsonFields fields) throws ParseException {
    String approver = fields.text("approver");
    if (approver.length() > LONGEST_NAME) {
      throw new ParseException("data.approver must be a name", 0);
    }
    return new Decision(
        fields.text("task"), granted(fields), approver, cut(fields.textOrEmpty("comment")));
  }

  private static boolean granted(JsonFields fields) throws ParseException {
    return switch (fields.text("decision")) {
      case "approved" -> true;
      case "rejected" -> false;
      default -> throw new ParseException("data.decision must be approved or rejected", 0);
    };
  }

  private static String cut(String comment) {
    return comment.length() <= LONGEST_COMMENT ? comment : comment.substring(0, LONGEST_COMMENT);
  }
}
