package io.jitjdbc.policy;

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
  Circumstances UNKNOWN = ofKind("QUERY");

  /** Of an execution of which nothing is known but what sort of statement it is. */
  static Circumstances ofKind(String kind) {
    return new KindAlone(kind);
  }

  /** What sort of statement it is, such as QUERY. */
  String kind();

  /**
   * Whether every table that its text names is read or changed under a WHERE. A sign of care and no
   * proof.
   */
  boolean hasWhere();

  /** Whether its result ends with LIMIT or FETCH. */
  boolean hasLimit();

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
