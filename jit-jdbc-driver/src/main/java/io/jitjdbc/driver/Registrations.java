package io.jitjdbc.driver;

import io.jitjdbc.enforcement.Permission;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The OUT parameters that a call has registered. Which value a driver hands out for an index
 * depends on them, so whatever makes them doubtful makes the parameters unreadable.
 */
final class Registrations {
  /** No parameter has this index, so a set that holds it fits no routine. */
  private static final int DOUBT = 0;

  private final BitSet indexes = new BitSet();
  private final Set<String> names = new HashSet<>();
  private @Nullable Permission latest;

  /** Tells the driver. */
  @FunctionalInterface
  interface Registration {
    void tell() throws SQLException;
  }

  /**
   * Registers by index.
   *
   * @param ran under which the call ran last; what it handed back cannot be read any more
   */
  synchronized void add(int index, @Nullable Permission ran, Registration registration)
      throws SQLException {
    tell(ran, registration);
    indexes.set(Math.max(index, DOUBT));
  }

  /** The same by name. */
  synchronized void add(String name, @Nullable Permission ran, Registration registration)
      throws SQLException {
    tell(ran, registration);
    names.add(name);
  }

  private void tell(@Nullable Permission ran, Registration registration) throws SQLException {
    latest = ran;
    try {
      registration.tell();
    } catch (SQLException e) {
      // Whether the driver took it in part is not known.
      spoil();
      throw e;
    }
  }

  /** What the driver has registered is not known from now on. */
  synchronized void spoil() {
    indexes.set(DOUBT);
  }

  /** What was registered when the call ran under this permission, by JDBC index. */
  synchronized BitSet under(Permission granted) {
    var registered = (BitSet) indexes.clone();
    names.forEach(name -> registered.set(granted.parameter(name)));
    if (latest == granted) {
      registered.set(DOUBT);
    }
    return registered;
  }
}
