package io.jitjdbc.driver.catalog;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a database may be asked about a query if it must not be asked on the connection itself.
 *
 * @param name the schema in which the login may create and drop views; null if there is none
 * @param sides made for one physical connection, with which they end
 */
public record Scratch(@Nullable String name, SideConnections sides) {
  public Scratch {
    requireNonNull(sides);
  }

  Optional<String> schema() {
    return Optional.ofNullable(name);
  }
}
