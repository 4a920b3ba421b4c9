package io.jitjdbc.approval.protocol;

import io.jitjdbc.remote.JsonFields;
import java.text.ParseException;
import java.util.List;

/** Requests hold nothing that is not part of the protocol: no wish is silently dropped. */
final class Strict {
  private Strict() {}

  static void only(JsonFields fields, String... names) throws ParseException {
    if (!List.of(names).containsAll(fields.all().keySet())) {
      throw new ParseException("it has a field besides " + String.join(", ", names), 0);
    }
  }
}
