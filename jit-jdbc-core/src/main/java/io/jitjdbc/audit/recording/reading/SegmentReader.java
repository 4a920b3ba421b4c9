package io.jitjdbc.audit.recording.reading;

import io.jitjdbc.audit.recording.format.Frame;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import io.jitjdbc.audit.recording.format.SegmentHeader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads one segment from its beginning, a frame at a time. Nothing is skipped: behind the first
 * bytes that are no frame, nothing is read. Used by one thread.
 */
public final class SegmentReader implements AutoCloseable {
  private static final int BUFFER = 1 << 18;

  private final InputStream in;
  private final byte[] headerBytes;
  private final SegmentHeader header;
  private long offset = SegmentHeader.LENGTH;
  private String fault = "";

  private SegmentReader(InputStream in, byte[] headerBytes, SegmentHeader header) {
    this.in = in;
    this.headerBytes = headerBytes;
    this.header = header;
  }

  /**
   * Opens one.
   *
   * @throws MalformedLogException if it does not begin as a segment does
   */
  public static SegmentReader open(Path file) throws IOException, MalformedLogException {
    return opened(new BufferedInputStream(Files.newInputStream(file), BUFFER));
  }

  private static SegmentReader opened(InputStream in) throws IOException, MalformedLogException {
    boolean isOpen = false;
    try {
      byte[] header = in.readNBytes(SegmentHeader.LENGTH);
      var reader = new SegmentReader(in, header, SegmentHeader.parse(header));
      isOpen = true;
      return reader;
    } finally {
      if (!isOpen) {
        in.close();
      }
    }
  }

  public SegmentHeader header() {
    return header;
  }

  /** The header as it is stored. */
  public ByteBuffer headerBytes() {
    return ByteBuffer.wrap(headerBytes).asReadOnlyBuffer();
  }

  /** Goes to a frame that begins there. */
  public void skipTo(long frameOffset) throws IOException {
    in.skipNBytes(frameOffset - offset);
    offset = frameOffset;
  }

  /** Where the next frame begins. */
  public long offset() {
    return offset;
  }

  /** Why there is no next frame, although the file goes on; empty where it simply ends. */
  public String fault() {
    return fault;
  }

  /** The next frame, if there is a whole one. */
  public Optional<Frame> next() throws IOException {
    byte[] length = in.readNBytes(Integer.BYTES);
    if (!fault.isEmpty() || length.length == 0) {
      return Optional.empty();
    }
    try {
      Frame frame = Frame.next(whole(length));
      offset += frame.length();
      return Optional.of(frame);
    } catch (MalformedLogException e) {
      fault = String.valueOf(e.getMessage());
      return Optional.empty();
    }
  }

  private ByteBuffer whole(byte[] length) throws IOException, MalformedLogException {
    int whole = Frame.lengthAt(ByteBuffer.wrap(length));
    byte[] bytes = Arrays.copyOf(length, whole);
    int read = in.readNBytes(bytes, length.length, whole - length.length);
    return ByteBuffer.wrap(bytes, 0, length.length + read);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
