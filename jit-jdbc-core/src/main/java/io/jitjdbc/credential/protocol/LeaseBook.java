package io.jitjdbc.credential.protocol;

import io.jitjdbc.access.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a control plane keeps its leases, one book for all of its instances. Thread-safe.
 *
 * <p>A lease is reserved under its key, then completed, then over: at its end, or when somebody
 * ended it. What is over is handed to one instance after the other until one of them says that its
 * login is gone. The key is remembered for {@link #KEY_REMEMBERED} after that.
 *
 * <p><b>Guarantees</b>: what a method returned is kept for good, and all instances see it. No
 * password is kept in a form that the book can read. Every method throws {@link RefusedException}
 * with {@code 08001} if the book cannot be asked; what it was asked to do may have happened then.
 */
public interface LeaseBook extends AutoCloseable {
  /** How long a key is remembered after its lease is over; the protocol demands five minutes. */
  Duration KEY_REMEMBERED = Duration.ofMinutes(10);

  /**
   * How long a lease that is over stays with the instance that it was handed to, the more often it
   * was: who fails at it, or dies, is followed by another, and no database is pestered.
   *
   * @param times how often it was handed out, from 1
   */
  static Duration claim(int times) {
    return Duration.ofMinutes(times > 4 ? 15 : 1L << (times - 1));
  }

  /**
   * Takes a key for a request: empty if that succeeded. Otherwise what it is taken for already: a
   * lease that was made, or a reservation that is not over. Of any number of callers at the same
   * time one succeeds.
   *
   * @param mine with a new lease id
   */
  Optional<TakenKey> reserve(Reservation mine, Instant now) throws RefusedException;

  /**
   * Makes a reservation a lease.
   *
   * @return false if the reservation of that lease id is over and somebody else has the key, or it
   *     was given up: then nothing is kept, and the caller ends the login
   */
  boolean complete(KeptLease lease) throws RefusedException;

  /**
   * Gives a reservation up: the key is free again. If it was completed all the same, nobody has got
   * to see that lease, and it is over.
   */
  void giveUp(String lease, Instant now) throws RefusedException;

  /**
   * A lease that goes on. Empty if there is none with that id, if it is reserved only, or over. Its
   * password is erased from the moment on that the lease says.
   */
  Optional<KeptLease> find(String lease, Instant now) throws RefusedException;

  /**
   * Replaces a lease that goes on by itself with another end and login.
   *
   * @return false if it is over, or somebody else has renewed it since it was seen
   */
  boolean renew(KeptLease seen, KeptLease next, Instant now) throws RefusedException;

  /**
   * Ends a lease that goes on, and hands it to the caller as {@link #claimOver} does. Empty if it
   * was over, or there is none.
   */
  Optional<KeptLease> end(String lease, Instant now) throws RefusedException;

  /**
   * Leases that go on, in the order of their ids and without passwords.
   *
   * @param after the last id of the page before; empty for the first page
   */
  List<KeptLease> living(Instant now, String after, int most) throws RefusedException;

  /**
   * Leases that are over and whose login may be alive, without passwords; those first that have
   * waited longest. Each is handed to one caller, and again if nobody said {@link #ended} within
   * {@link #claim}.
   */
  List<KeptLease> claimOver(Instant now, int most) throws RefusedException;

  /**
   * Leases that are over and whose login could not be ended at the first try, in the order of their
   * ids and without passwords. Hands none of them out.
   */
  List<KeptLease> unended(int most) throws RefusedException;

  /** The login of a lease that is over is gone, and the lease is handed out no more. */
  void ended(String lease, Instant now) throws RefusedException;

  /**
   * Erases what is kept no longer: passwords whose time is over, keys and leases that are to be
   * forgotten. Whoever hosts the book calls it at least once a minute.
   */
  void tidy(Instant now) throws RefusedException;

  @Override
  void close();
}
