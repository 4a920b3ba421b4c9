package io.jitjdbc.testing;

import io.jitjdbc.audit.AuditEvent;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditUnavailableException;
import io.jitjdbc.audit.Recorded;
import io.jitjdbc.audit.Recorded.BoundValues;
import io.jitjdbc.audit.Recorded.ResultEnded;
import io.jitjdbc.audit.Recorded.ResultOpened;
import io.jitjdbc.audit.Recorded.ResultRead;
import io.jitjdbc.audit.cells.CellFormatException;
import io.jitjdbc.audit.cells.CellItem;
import io.jitjdbc.audit.cells.CellReader;
import io.jitjdbc.audit.cells.Cells;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps events and recordings in memory, and can be told to fail. */
public final class Recordings implements AuditSink {
  private final List<AuditEvent> events = new CopyOnWriteArrayList<>();
  private final List<Recorded> parts = new CopyOnWriteArrayList<>();
  private volatile int left = Integer.MAX_VALUE;

  /** From now on so many parts are kept, and no more. */
  public void keepOnly(int more) {
    left = more;
  }

  @Override
  public void record(AuditEvent event) {
    events.add(event);
  }

  @Override
  public boolean keepsRecordings() {
    return true;
  }

  @Override
  public synchronized void keep(Recorded part) throws AuditUnavailableException {
    if (left <= 0) {
      throw new AuditUnavailableException("the disk is full; free some space");
    }
    left--;
    parts.add(part);
  }

  /** The events so far, in order. */
  public List<AuditEvent> events() {
    return List.copyOf(events);
  }

  /** The parts so far, in order. */
  public List<Recorded> parts() {
    return List.copyOf(parts);
  }

  /** The parts of one kind, in order. */
  public <T extends Recorded> List<T> parts(Class<T> kind) {
    return parts.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** What was read of all results, in order. */
  public List<CellItem> read() {
    return items(parts(ResultRead.class).stream().map(ResultRead::cells).toList());
  }

  /** What was bound, in order. */
  public List<CellItem> bound() {
    return items(parts(BoundValues.class).stream().map(BoundValues::cells).toList());
  }

  /** The results that were handed out. */
  public List<ResultOpened> opened() {
    return parts(ResultOpened.class);
  }

  /** How results ended. */
  public List<ResultEnded> ended() {
    return parts(ResultEnded.class);
  }

  private static List<CellItem> items(List<Cells> all) {
    var items = new ArrayList<CellItem>();
    for (Cells cells : all) {
      try {
        items.addAll(CellReader.all(cells));
      } catch (CellFormatException e) {
        throw new AssertionError(e);
      }
    }
    return items;
  }
}
