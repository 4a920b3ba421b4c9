package io.jitjdbc.policy;

import io.jitjdbc.sql.Bounds;
import io.jitjdbc.sql.StatementKind;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a policy may ask about one execution beside what it touches and for whom. May block on the
 * database for a bounded time, so nothing is asked that no rule depends on. One for one execution;
 * used by one thread.
 */
public interface Circumstances {

  /** Of an execution of which nothing is known. */
  Circumstances UNKNOWN =
      new Circumstances() {
        @Override
        public StatementKind kind() {
          return StatementKind.QUERY;
        }

        @Override
        public Bounds bounds() {
          return Bounds.NONE;
        }

        @Override
        public OptionalLong estimatedRows() {
          return OptionalLong.empty();
        }

        @Override
        public List<InetAddress> addresses() {
          return List.of();
        }

        @Override
        public Set<String> requested() {
          return Set.of();
        }
      };

  /** What sort of statement it is. */
  StatementKind kind();

  /** What the statement says itself about how much it touches. */
  Bounds bounds();

  /** About how many rows it will return; empty if that cannot be told. */
  OptionalLong estimatedRows();

  /**
   * Addresses of the machine that the application runs on; empty if they cannot be told. The
   * application says so itself.
   */
  List<InetAddress> addresses();

  /** The rules of the policy that the caller asks to be held to, by id. */
  Set<String> requested();
}
