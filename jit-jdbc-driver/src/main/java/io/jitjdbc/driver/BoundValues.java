package io.jitjdbc.driver;

import io.jitjdbc.access.Digests;
import io.jitjdbc.audit.cells.Cells;
import io.jitjdbc.enforcement.Binds;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The bind values of one prepared statement, kept to tell what an approval was given for, and
 * whether a mask made one of them.
 */
final class BoundValues implements Binds {
  /** Those that always say the same once they are bound. */
  private static final Set<Class<?>> PLAIN =
      Set.of(
          String.class,
          Boolean.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          BigDecimal.class,
          BigInteger.class,
          UUID.class,
          java.util.Date.class,
          Date.class,
          Time.class,
          Timestamp.class);

  private @Nullable Object[] indexed = new Object[8];
  private int highest;
  private Map<String, @Nullable Object> named = Map.of();
  private final List<String> batch = new ArrayList<>();
  private final List<BoundCells.Row> batchRows = new ArrayList<>();
  private boolean batchCarriesMask;

  /** An index that no driver takes is not kept: the driver has refused it already. */
  void set(int index, @Nullable Object value) {
    if (index >= indexed.length) {
      indexed = Arrays.copyOf(indexed, Math.max(index + 1, 2 * indexed.length));
    }
    indexed[index] = value;
    highest = Math.max(highest, index);
  }

  void set(String name, @Nullable Object value) {
    if (named.isEmpty()) {
      named = new TreeMap<>();
    }
    named.put(name, value);
  }

  void clear() {
    Arrays.fill(indexed, null);
    highest = 0;
    named = Map.of();
  }

  /**
   * A copy of what the caller could still change, so that what was approved is what is bound; a
   * reader with its beginning read.
   */
  @SuppressWarnings({"unchecked", "JavaUtilDate"})
  static <T> @Nullable T frozen(@Nullable T value) {
    if (value instanceof byte[] bytes) {
      return (T) bytes.clone();
    }
    if (value instanceof Reader reader) {
      return (T) new PrefetchedReader(reader);
    }
    return value instanceof java.util.Date date ? (T) date.clone() : value;
  }

  void addToBatch() {
    batch.add(rendered());
    batchRows.add(row());
    batchCarriesMask |= carryMask();
  }

  void clearBatch() {
    batch.clear();
    batchRows.clear();
    batchCarriesMask = false;
  }

  /** The digest of a statement that has no parameters. */
  static String none() {
    return new BoundValues().digest();
  }

  @Override
  public String digest() {
    return Digests.of(rendered());
  }

  @Override
  public Optional<List<@Nullable Object>> values() {
    List<@Nullable Object> values = Arrays.asList(indexed).subList(1, highest + 1);
    boolean plain = named.isEmpty() && values.stream().allMatch(BoundValues::isPlain);
    return plain ? Optional.of(values) : Optional.empty();
  }

  /** The values as they are now. */
  private BoundCells.Row row() {
    return new BoundCells.Row(
        Arrays.asList(Arrays.copyOfRange(indexed, 1, highest + 1)),
        named.isEmpty() ? named : new TreeMap<>(named));
  }

  @Override
  public Optional<Cells> cells(Optional<UnaryOperator<byte[]>> hash) {
    return new BoundCells(hash).of(List.of(row()));
  }

  static boolean isPlain(@Nullable Object value) {
    return value == null
        || value instanceof byte[]
        || PLAIN.contains(value.getClass())
        || value.getClass().getName().startsWith("java.time.");
  }

  @Override
  public boolean carryMask() {
    return Stream.concat(Arrays.stream(indexed, 0, highest + 1), named.values().stream())
        .anyMatch(MaskMark::isIn);
  }

  /** All rows of the batch. */
  Binds batched() {
    return new Binds() {
      @Override
      public String digest() {
        return Digests.of(String.join("\u001e", batch));
      }

      @Override
      public boolean carryMask() {
        return batchCarriesMask;
      }

      @Override
      public Optional<Cells> cells(Optional<UnaryOperator<byte[]>> hash) {
        return new BoundCells(hash).of(batchRows);
      }
    };
  }

  private String rendered() {
    var text = new StringBuilder();
    for (int index = 1; index <= highest; index++) {
      append(text, indexed[index]);
    }
    named.forEach((name, value) -> append(text.append(name).append('='), value));
    return text.toString();
  }

  // Every part carries its length, so that no two lists of values render alike.
  private static void append(StringBuilder text, @Nullable Object value) {
    String rendered = value == null ? "" : rendered(value);
    String type = value == null ? "null" : value.getClass().getName();
    text.append(type).append(':').append(rendered.length()).append(':').append(rendered);
    text.append('\u001f');
  }

  private static String rendered(Object value) {
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (!isPlain(value)) {
      // A stream would be used up, and another object may say something else the next time: an
      // approval for one is good for this execution only.
      return UUID.randomUUID().toString();
    }
    return value.toString();
  }
}
