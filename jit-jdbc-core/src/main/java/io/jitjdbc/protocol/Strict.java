package io.jitjdbc.protocol;

import io.jitjdbc.remote.JsonFields;
import java.text.ParseException;
import java.util.List;

/** Requests hold nothing that is not part of the protocol: no wish is silently dropped. */
public final class Strict {
  private Strict() {}

  /**
   * Refuses a message with other fields than these.
   *
   * @throws ParseException naming those that may be there
   */
  public static void only(JsonFields fields, String... names) throws ParseException {
    if (!List.of(names).containsAll(fields.all().keySet())) {
      throw new ParseException("it has a field besides " + String.join(", ", names), 0);
    }
  }
}
