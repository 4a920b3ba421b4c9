package io.jitjdbc.driver;

import io.jitjdbc.driver.forward.ForwardingConnection;
import java.sql.SQLException;
import java.sql.ShardingKey;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** What nobody may change about a connection, because decisions and masks rest on it. */
@NullUnmarked
abstract class SettledConnection extends ForwardingConnection {

  @Override
  public final Map<String, Class<?>> getTypeMap() throws SQLException {
    // Some drivers hand out their own map, and writing to it would undo the refusal below.
    return Map.copyOf(delegate().getTypeMap());
  }

  @Override
  public final void setTypeMap(Map<String, Class<?>> map) throws SQLException {
    if (!map.isEmpty()) {
      throw Refusals.denied(
          "types cannot be mapped, because the mapped class would read raw values");
    }
  }

  @Override
  public final void setShardingKey(ShardingKey key) throws SQLException {
    throw otherShard();
  }

  @Override
  public final void setShardingKey(ShardingKey key, ShardingKey superKey) throws SQLException {
    throw otherShard();
  }

  @Override
  public final boolean setShardingKeyIfValid(ShardingKey key, int timeout) throws SQLException {
    throw otherShard();
  }

  @Override
  public final boolean setShardingKeyIfValid(ShardingKey key, ShardingKey superKey, int timeout)
      throws SQLException {
    throw otherShard();
  }

  private static SQLException otherShard() {
    return Refusals.denied("another shard is another target; open a connection to it");
  }

  @Override
  public final <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw Refusals.notAWayOut(type);
  }

  @Override
  public final boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
