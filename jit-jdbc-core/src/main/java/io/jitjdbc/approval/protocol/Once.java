package io.jitjdbc.approval.protocol;

import io.jitjdbc.access.Digests;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.RequestProgress;
import io.jitjdbc.approval.book.BookApprovals;
import io.jitjdbc.approval.book.Receipt;
import io.jitjdbc.approval.book.RequestBook;
import io.jitjdbc.protocol.Caller;
import io.jitjdbc.protocol.RefusedCallException;
import io.jitjdbc.protocol.Reply;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Lets what is asked again under one key happen once, whichever process that shares the book is
 * asked, and whichever of them ends in between: the deed and what was answered are kept by one step
 * of the book. What failed is not kept, and may be tried again at once. Thread-safe.
 */
final class Once {
  /** The protocol says ten minutes, and the clocks of two machines differ. */
  private static final Duration REMEMBERED = Duration.ofMinutes(15);

  private final RequestBook book;
  private final BookApprovals approvals;
  private final InstantSource clock;

  Once(RequestBook book, BookApprovals approvals, InstantSource clock) {
    this.book = book;
    this.approvals = approvals;
    this.clock = clock;
  }

  /**
   * A key, and what is asked under it.
   *
   * @param name digest of the key and its caller: no two callers meet in one
   */
  record Key(String name, String asked) {

    static Key of(Caller caller, String key, List<String> asked) {
      String name = Digests.of(List.of(caller.subject().key(), caller.actor().key(), key));
      return new Key(name, Digests.of(asked));
    }
  }

  /** What is to happen once. */
  @FunctionalInterface
  interface Deed {
    Reply by(BookApprovals approvals) throws RefusedException, RefusedCallException, ParseException;
  }

  /**
   * What the deed comes to, now or before.
   *
   * @param answer to the step that the deed takes
   */
  Reply ask(Key key, BiFunction<RequestProgress, Instant, Reply> answer, Deed deed)
      throws RefusedException, RefusedCallException, ParseException {
    Optional<Reply> before = before(key);
    if (before.isPresent()) {
      return before.get();
    }
    try {
      Reply reply =
          deed.by(approvals.with((counted, now) -> receipt(key, answer.apply(counted, now), now)));
      return reply.isSuccess() ? reply : before(key).orElse(reply);
    } catch (RefusedException e) {
      // Maybe the same was faster elsewhere, or its answer was lost between the book and us.
      return before(key).orElseThrow(() -> e);
    }
  }

  private static Receipt receipt(Key key, Reply reply, Instant now) {
    return new Receipt(key.name(), key.asked(), reply.status(), reply.body(), now.plus(REMEMBERED));
  }

  private Optional<Reply> before(Key key) throws RefusedException {
    return book.receipt(key.name(), clock.instant()).map(receipt -> again(receipt, key));
  }

  private static Reply again(Receipt receipt, Key key) {
    return receipt.asked().equals(key.asked())
        ? Reply.json(receipt.status(), receipt.body())
        : Reply.problem(
            409,
            "idempotency-key-reused",
            "Something else was done under this key. Make a new key for each deed.");
  }
}
