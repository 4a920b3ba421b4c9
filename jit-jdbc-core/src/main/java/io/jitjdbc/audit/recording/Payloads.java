package io.jitjdbc.audit.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.audit.Recorded;
import io.jitjdbc.audit.Recorded.BoundValues;
import io.jitjdbc.audit.Recorded.ResultEnded;
import io.jitjdbc.audit.Recorded.ResultOpened;
import io.jitjdbc.audit.Recorded.ResultRead;
import io.jitjdbc.audit.ResultColumn;
import io.jitjdbc.audit.cells.Cells;
import io.jitjdbc.audit.recording.format.Compressor;
import io.jitjdbc.audit.recording.format.FrameType;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Parts of a recording as items. What may hold values begins with the statement's number, the
 * result's number, and a number of its own, by which a reader tells what was written twice because
 * the log failed in between.
 */
final class Payloads implements Recorded.Cases<Item> {
  private final AtomicLong ordinal = new AtomicLong();
  private final Compressor compressor;

  Payloads(Compressor compressor) {
    this.compressor = compressor;
  }

  @Override
  public Item boundValues(BoundValues part) {
    return cells(FrameType.BOUND_VALUES, part, 0, part.cells());
  }

  @Override
  public Item resultOpened(ResultOpened part) {
    List<Map<String, Object>> columns = part.columns().stream().map(Payloads::column).toList();
    return json(FrameType.RESULT_OPENED, part, Map.of("result", part.result(), "columns", columns));
  }

  @Override
  public Item resultRead(ResultRead part) {
    return cells(FrameType.RESULT_READ, part, part.result(), part.cells());
  }

  @Override
  public Item resultEnded(ResultEnded part) {
    return json(
        FrameType.RESULT_ENDED,
        part,
        Map.of("result", part.result(), "outcome", part.outcome(), "rows", part.rows()));
  }

  private static Map<String, Object> column(ResultColumn column) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("label", column.label());
    fields.put("type", column.typeName());
    fields.put("jdbc", column.jdbcType());
    fields.put("mask", column.mask());
    fields.put("tags", column.tags());
    return fields;
  }

  private Item json(FrameType type, Recorded part, Map<String, Object> own) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("statement", part.statementId().number());
    fields.putAll(own);
    byte[] payload = JSONObjectUtils.toJSONString(fields).getBytes(UTF_8);
    return item(type, part, payload);
  }

  private Item cells(FrameType type, Recorded part, int result, Cells cells) {
    ByteBuffer payload = ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES + cells.size());
    payload.putLong(part.statementId().number()).putInt(result);
    payload.putLong(ordinal.incrementAndGet()).put(cells.toBytes());
    return item(type, part, payload.array());
  }

  private Item item(FrameType type, Recorded part, byte[] payload) {
    return new Item(part.statementId().session(), type, Piece.of(payload, compressor), false);
  }
}
