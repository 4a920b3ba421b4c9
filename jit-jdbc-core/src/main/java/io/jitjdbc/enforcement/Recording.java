package io.jitjdbc.enforcement;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.audit.EventId;
import io.jitjdbc.audit.Recorded.BoundValues;
import io.jitjdbc.audit.cells.Cells;
import io.jitjdbc.masking.ColumnMask;
import io.jitjdbc.masking.MaskFunctions;
import io.jitjdbc.policy.Decision.Permit;
import io.jitjdbc.policy.Keeping;
import io.jitjdbc.policy.Obligation.KeepRecording;
import io.jitjdbc.sql.Analysis.Analysed;
import io.jitjdbc.sql.Origin.Known;
import io.jitjdbc.sql.OutputColumn;
import io.jitjdbc.sql.StatementKind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is recorded of the executions of one text beside their events. Immutable. */
final class Recording {
  /** The tag of what nobody knows the tags of. */
  static final String UNPROVEN = "unproven";

  // So that no hash of a cell is the token of a value that a mask shows.
  private static final byte[] DOMAIN = "jit-jdbc cell\0".getBytes(US_ASCII);

  private final KeepRecording demand;
  private final List<String> tags;
  private final @Nullable ColumnMask hash;

  private Recording(KeepRecording demand, List<String> tags, MaskFunctions functions) {
    this.demand = demand;
    this.tags = List.copyOf(tags);
    this.hash = demand.hash().map(functions::create).orElse(null);
  }

  /** Null if nothing is demanded, which is asked for each execution. */
  static @Nullable Recording of(Analysed analysed, Permit permit, MaskFunctions functions) {
    List<KeepRecording> demands = Obligations.of(permit).recordings();
    if (demands.isEmpty()) {
      return null;
    }
    return new Recording(
        demands.stream().reduce(Recording::both).orElseThrow(), tags(analysed, permit), functions);
  }

  private static KeepRecording both(KeepRecording one, KeepRecording other) {
    Comparator<Keeping> order = Comparator.naturalOrder();
    return new KeepRecording(
        one.reads() || other.reads(),
        order.compare(one.clear(), other.clear()) <= 0 ? one.clear() : other.clear(),
        order.compare(one.bindValues(), other.bindValues()) >= 0
            ? one.bindValues()
            : other.bindValues(),
        one.eachRow() || other.eachRow(),
        one.hash().or(other::hash));
  }

  private static List<String> tags(Analysed analysed, Permit permit) {
    Map<Column, Set<String>> known = new HashMap<>();
    permit.revealed().forEach(one -> add(known, one.column(), one.tag()));
    Obligations.of(permit).masks().forEach(one -> add(known, one.column(), one.tag()));
    return analysed.outputs().stream().map(output -> tags(output, known)).toList();
  }

  private static void add(Map<Column, Set<String>> known, Column column, String tag) {
    known.computeIfAbsent(column, unknown -> new TreeSet<>()).add(tag);
  }

  private static String tags(OutputColumn output, Map<Column, Set<String>> known) {
    return output.origin().fold(origin -> tags(origin, known), unknown -> UNPROVEN);
  }

  private static String tags(Known origin, Map<Column, Set<String>> known) {
    var all = new TreeSet<String>();
    origin.columns().forEach(column -> all.addAll(known.getOrDefault(column, Set.of())));
    return String.join(" ", all);
  }

  boolean reads() {
    return demand.reads();
  }

  boolean eachRow() {
    return demand.eachRow();
  }

  Keeping clear() {
    return demand.clear();
  }

  /**
   * Records the bind values of an execution that has not begun.
   *
   * @throws RefusedException if they cannot be kept
   */
  void keepValues(Binds binds, EventId statementId, Recorder recorder) throws RefusedException {
    Optional<Cells> cells =
        switch (demand.bindValues()) {
          case OMIT -> Optional.empty();
          case HASH -> binds.cells(Optional.of(hash()));
          case KEEP -> binds.cells(Optional.empty());
        };
    if (cells.isPresent()) {
      recorder.keep(new BoundValues(statementId, cells.get()));
    }
  }

  /** What is known of the origin of a column of the statement's own result, by JDBC index. */
  String tags(StatementKind kind, int index) {
    if (kind == StatementKind.SESSION) {
      return "";
    }
    return kind == StatementKind.CALL || index > tags.size() ? UNPROVEN : tags.get(index - 1);
  }

  /** What is kept in place of a value where its hash is. */
  UnaryOperator<byte[]> hash() {
    return this::hash;
  }

  private byte[] hash(byte[] value) {
    byte[] separate = new byte[DOMAIN.length + value.length];
    System.arraycopy(DOMAIN, 0, separate, 0, DOMAIN.length);
    System.arraycopy(value, 0, separate, DOMAIN.length, value.length);
    if (hash != null && hash.mask(separate) instanceof byte[] hashed) {
      return hashed;
    }
    throw new IllegalStateException("the mask function hash makes no hash of bytes");
  }
}
