package io.jitjdbc.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The beginning of what a process writes; the rest is read and dropped so that it can go on. */
final class BoundedOutput {
  private final InputStream stream;
  private final int most;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private boolean full;

  BoundedOutput(InputStream stream, int most) {
    this.stream = stream;
    this.most = most;
  }

  /** Takes what can be read without waiting, once: a process may write faster than we read. */
  void take() throws IOException {
    byte[] bytes = stream.readNBytes(stream.available());
    int fitting = Math.min(bytes.length, most - kept.size());
    kept.write(bytes, 0, fitting);
    full |= fitting < bytes.length;
  }

  /** More came than was kept. */
  boolean isFull() {
    return full;
  }

  String text() {
    return kept.toString(StandardCharsets.UTF_8);
  }
}
