package io.jitjdbc.audit.recording.format;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.zip.Deflater;

/**
 * Makes payloads smaller where that is worth it. Thread-safe, so that whoever has something to
 * record compresses it, and not the one thread that writes: half of what an event costs is this.
 */
public final class Compressor {
  private static final int WORTH_COMPRESSING = 256;
  private static final int CHUNK = 4096;

  /** Those that nobody uses; as many as can be busy at once are worth keeping. */
  private final ArrayBlockingQueue<Deflater> idle =
      new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());

  /**
   * A payload as it is to be stored.
   *
   * @param payload {@link Frame#MOST_PAYLOAD} bytes at most
   */
  public FrameBody body(byte[] payload) {
    if (payload.length < WORTH_COMPRESSING) {
      return FrameBody.plain(payload);
    }
    Deflater kept = idle.poll();
    Deflater deflater = kept == null ? new Deflater(Deflater.BEST_SPEED, true) : kept;
    try {
      return body(deflater, payload);
    } finally {
      deflater.reset();
      if (!idle.offer(deflater)) {
        deflater.end();
      }
    }
  }

  /** The same bytes, if they do not get fewer. */
  private static FrameBody body(Deflater deflater, byte[] payload) {
    deflater.setInput(payload);
    deflater.finish();
    var out = new ByteArrayOutputStream(payload.length / 2);
    byte[] chunk = new byte[Math.min(CHUNK, payload.length)];
    while (!deflater.finished() && out.size() < payload.length) {
      out.write(chunk, 0, deflater.deflate(chunk));
    }
    return deflater.finished() && out.size() < payload.length
        ? FrameBody.compressed(out.toByteArray())
        : FrameBody.plain(payload);
  }
}
