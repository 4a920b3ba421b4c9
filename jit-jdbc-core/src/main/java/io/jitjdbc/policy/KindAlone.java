package io.jitjdbc.policy;

import java.net.InetAddress;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** An execution of which nothing is known but what sort of statement it is. */
record KindAlone(String kind) implements Circumstances {

  @Override
  public boolean hasWhere() {
    return false;
  }

  @Override
  public boolean hasLimit() {
    return false;
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
}
