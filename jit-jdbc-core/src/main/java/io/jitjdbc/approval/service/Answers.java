package io.jitjdbc.approval.service;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.remote.HttpService.Answer;
import io.jitjdbc.remote.JsonFields;
import java.text.ParseException;

/** From an answer to what it says. */
final class Answers {
  private Answers() {}

  @FunctionalInterface
  interface Reading<T> {
    T of(JsonFields fields) throws ParseException;
  }

  /**
   * Reads one of the right status.
   *
   * @throws RefusedException if it is something else than the protocol has
   */
  static <T> T read(String deed, Answer answer, Reading<T> reading) throws RefusedException {
    try {
      String type = answer.headers().getOrDefault("content-type", "");
      if (!type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
        throw new ParseException("its content type is not application/json", 0);
      }
      return reading.of(JsonFields.of(answer.body()));
    } catch (ParseException e) {
      throw Wording.unreadable(deed, String.valueOf(e.getMessage()));
    }
  }
}
