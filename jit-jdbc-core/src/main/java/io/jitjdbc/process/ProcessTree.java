package io.jitjdbc.process;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** A process with whatever it has started. */
final class ProcessTree {
  private ProcessTree() {}

  /**
   * Kills all of it, by the signal that cannot be ignored, as far as it can be found: children of
   * those that are gone are nobody's any more. So they are looked up first, and parents are killed
   * before children, because they could have more.
   */
  static void kill(Process process) {
    List<ProcessHandle> found = process.descendants().toList();
    process.destroyForcibly();
    found.forEach(ProcessHandle::destroyForcibly);
    // Somebody who is left may hold the other ends; ours are not needed any more.
    close(process.getInputStream());
    close(process.getErrorStream());
  }

  private static void close(Closeable stream) {
    try {
      stream.close();
    } catch (IOException e) {
      // Then it was closed already.
    }
  }
}
