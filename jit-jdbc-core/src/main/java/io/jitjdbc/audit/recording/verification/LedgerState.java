package io.jitjdbc.audit.recording.verification;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.jitjdbc.audit.recording.format.Extent;
import io.jitjdbc.audit.recording.format.LedgerLine;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the lines of a ledger are good, and what has to come next. Whoever can change where it is
 * kept can make anything pass.
 *
 * @param lines that are good, from the first on
 * @param previous digest of the last of them
 * @param time when that was signed
 * @param key that signs the next; empty before the first line, and after the last
 * @param extent what was signed for last; empty if nothing was
 * @param isSealed whether the segment of that extent is complete
 * @param vouching who has signed for the log
 */
public record LedgerState(
    long lines,
    String previous,
    long time,
    Optional<ECKey> key,
    Optional<Extent> extent,
    boolean isSealed,
    Vouching vouching) {

  /** Before the first line. */
  public static final LedgerState NOTHING =
      new LedgerState(0, "", 0, Optional.empty(), Optional.empty(), false, Vouching.NOBODY);

  /** Who has signed the first line. */
  public enum Vouching {
    /** It is not there yet. */
    NOBODY,
    /** A key that is trusted. */
    PINNED,
    /** A key that is not among those that are trusted. */
    NOT_PINNED,
    /** The key that it names itself: anybody could have written it. */
    ITSELF,
    /** A key that is not known, where none is trusted. */
    UNKNOWN_KEY
  }

  public LedgerState {
    requireNonNull(previous);
    requireNonNull(key);
    requireNonNull(extent);
    requireNonNull(vouching);
  }

  /** Whether the log was ended in good order: there is no next line. */
  public boolean isClosed() {
    return lines > 0 && key.isEmpty();
  }

  LedgerState after(LedgerLine line, String text) {
    return new LedgerState(
        lines + 1, LedgerLine.digest(text), line.time(), key, extent, isSealed, vouching);
  }

  LedgerState signedBy(Optional<ECKey> next) {
    return new LedgerState(lines, previous, time, next, extent, isSealed, vouching);
  }

  LedgerState grown(Extent next, boolean isComplete) {
    return new LedgerState(lines, previous, time, key, Optional.of(next), isComplete, vouching);
  }

  LedgerState vouchedBy(Vouching by) {
    return new LedgerState(lines, previous, time, key, extent, isSealed, by);
  }

  /** As a text that {@link #parse} reads. */
  public String toText() {
    var fields = new HashMap<String, Object>();
    fields.put("lines", lines);
    fields.put("previous", previous);
    fields.put("time", time);
    fields.put("sealed", isSealed);
    fields.put("vouching", vouching.name());
    key.ifPresent(each -> fields.put("key", each.toPublicJWK().toJSONObject()));
    extent.ifPresent(
        each ->
            fields.put(
                "extent",
                Map.of(
                    "segment", each.segment(),
                    "size", each.size(),
                    "root", each.root(),
                    "bytes", each.bytes(),
                    "sequence", each.sequence(),
                    "newest", each.newest())));
    return JSONObjectUtils.toJSONString(fields);
  }

  /**
   * What {@link #toText} has written.
   *
   * @throws ParseException if it is not
   */
  public static LedgerState parse(String text) throws ParseException {
    try {
      Map<String, Object> fields = JSONObjectUtils.parse(text);
      Map<String, Object> key = JSONObjectUtils.getJSONObject(fields, "key");
      return new LedgerState(
          JSONObjectUtils.getLong(fields, "lines"),
          JSONObjectUtils.getString(fields, "previous"),
          JSONObjectUtils.getLong(fields, "time"),
          key == null ? Optional.empty() : Optional.of(ECKey.parse(key)),
          extent(JSONObjectUtils.getJSONObject(fields, "extent")),
          JSONObjectUtils.getBoolean(fields, "sealed"),
          Vouching.valueOf(JSONObjectUtils.getString(fields, "vouching")));
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new ParseException("it is no state of a ledger", 0);
    }
  }

  private static Optional<Extent> extent(@Nullable Map<String, Object> fields)
      throws ParseException {
    if (fields == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Extent(
            JSONObjectUtils.getInt(fields, "segment"),
            JSONObjectUtils.getLong(fields, "size"),
            JSONObjectUtils.getString(fields, "root"),
            JSONObjectUtils.getLong(fields, "bytes"),
            JSONObjectUtils.getLong(fields, "sequence"),
            JSONObjectUtils.getLong(fields, "newest")));
  }
}
