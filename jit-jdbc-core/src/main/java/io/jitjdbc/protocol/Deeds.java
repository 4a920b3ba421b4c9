package io.jitjdbc.protocol;

import io.jitjdbc.access.RefusedException;
import java.text.ParseException;
import java.util.function.Function;

/** Turns what went wrong into problems, alike in all protocols. */
public final class Deeds {
  private Deeds() {}

  /** What a request asks for. */
  @FunctionalInterface
  public interface Deed {
    /** Does it, and says what to answer. */
    Reply happen() throws RefusedException, RefusedCallException, ParseException;
  }

  /**
   * The answer to a request.
   *
   * @param refused what is said where something behind the protocol refuses
   */
  public static Reply answer(Deed deed, Function<RefusedException, Reply> refused) {
    try {
      return deed.happen();
    } catch (RefusedCallException e) {
      return e.reply();
    } catch (ParseException e) {
      return Reply.problem(
          422, "invalid-request", "The request is not of this protocol: " + e.getMessage() + ".");
    } catch (RefusedException e) {
      return refused.apply(e);
    }
  }
}
