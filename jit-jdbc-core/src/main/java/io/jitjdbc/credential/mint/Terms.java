package io.jitjdbc.credential.mint;

import java.time.Duration;
import java.util.List;

/**
 * What every lease is about.
 *
 * @param database the only target
 * @param connections how many a login may have at the same time
 * @param host where a login may come from, for databases that hold it against their logins
 */
record Terms(String database, List<String> roles, Duration ttl, int connections, String host) {
  Terms {
    roles = List.copyOf(roles);
  }
}
