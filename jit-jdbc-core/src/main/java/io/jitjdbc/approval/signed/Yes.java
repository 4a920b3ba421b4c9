package io.jitjdbc.approval.signed;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What somebody says yes to, as it is signed.
 *
 * @param request the request's id
 * @param shown digest of all that was shown of it: nobody signs what they did not see
 * @param target the database
 * @param terms digest of how often, how long and by how many it is approved; may be empty
 * @param voucher who says that a person said so, if that is not the person with a key of their own
 */
public record Yes(
    String request,
    String shown,
    String target,
    String terms,
    String comment,
    Instant at,
    Voucher voucher) {

  /**
   * A channel that people answer by, and what it calls the one who did.
   *
   * @param channel such as {@code slack}; empty if people sign for themselves
   * @param person the person's name there
   */
  public record Voucher(String channel, String person) {
    /** People sign for themselves. */
    public static final Voucher NONE = new Voucher("", "");

    public Voucher {
      requireNonNull(channel);
      requireNonNull(person);
    }
  }

  public Yes {
    requireNonNull(request);
    requireNonNull(shown);
    requireNonNull(target);
    requireNonNull(terms);
    requireNonNull(comment);
    requireNonNull(at);
    requireNonNull(voucher);
  }

  /** Of a person, to a request of which terms are no part. */
  public Yes(String request, String shown, String target, String comment, Instant at) {
    this(request, shown, target, "", comment, at, Voucher.NONE);
  }
}
