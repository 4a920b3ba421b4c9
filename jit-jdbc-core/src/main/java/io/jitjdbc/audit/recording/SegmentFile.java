package io.jitjdbc.audit.recording;

import io.jitjdbc.audit.recording.format.Extent;
import io.jitjdbc.audit.recording.format.Frame;
import io.jitjdbc.audit.recording.format.FrameBody;
import io.jitjdbc.audit.recording.format.FrameLabel;
import io.jitjdbc.audit.recording.format.FrameWriter;
import io.jitjdbc.audit.recording.format.MerkleTree;
import io.jitjdbc.audit.recording.format.SegmentHeader;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A segment that is being written. After a failure it is never written again. */
final class SegmentFile implements Closeable {
  private final Path file;
  private final SegmentHeader header;
  private final FrameWriter frames;
  private final FileChannel channel;
  private final @Nullable Object key;
  private final MerkleTree tree = new MerkleTree();
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private long bytes;
  private long sequence;
  private long newest;

  private SegmentFile(Path file, SegmentHeader header, FrameWriter frames, FileChannel channel)
      throws IOException {
    this.file = file;
    this.header = header;
    this.frames = frames;
    this.channel = channel;
    this.key = key();
    this.newest = header.created();
  }

  /**
   * Begins one.
   *
   * @param sequence of the last frame before it
   */
  static SegmentFile create(Path file, SegmentHeader header, FrameWriter frames, long sequence)
      throws IOException {
    var segment = new SegmentFile(file, header, frames, OwnFiles.create(file));
    segment.sequence = sequence;
    byte[] head = header.toBytes();
    segment.tree.add(ByteBuffer.wrap(head));
    segment.waiting.writeBytes(head);
    return segment;
  }

  int number() {
    return header.segment();
  }

  long created() {
    return header.created();
  }

  /** Takes a frame that the next {@link #commit} writes. */
  void add(FrameLabel label, FrameBody body) {
    Frame frame = frames.frame(label, body);
    byte[] stored = new byte[frame.length()];
    frame.stored().get(stored);
    tree.add(ByteBuffer.wrap(stored));
    waiting.writeBytes(stored);
    sequence = label.sequence();
    newest = label.time();
  }

  /** Writes what was added, and may return once it survives this process. */
  void commit(boolean toDisk) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(waiting.toByteArray());
    waiting.reset();
    bytes += out.remaining();
    OwnFiles.write(channel, out);
    if (toDisk) {
      channel.force(false);
    }
    // A file that somebody has deleted takes everything, and nobody will ever find it.
    if (!Objects.equals(key, key())) {
      throw new IOException("it was deleted or replaced while it was written");
    }
  }

  private @Nullable Object key() throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  /** What it holds; true of the file after a commit. */
  Extent extent() {
    return new Extent(number(), tree.size(), tree.root(), bytes, sequence, newest);
  }

  long bytes() {
    return bytes;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
