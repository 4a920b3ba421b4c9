package io.jitjdbc.audit.recording.format;

import java.util.Map;

/**
 * What a segment holds up to some frame.
 *
 * @param segment which one
 * @param size leaves of its Merkle tree: the header and the frames
 * @param root of that tree
 * @param bytes from the beginning of the file
 * @param sequence of the last frame; that of the segment before if there is none yet
 * @param newest time of the last frame, in milliseconds since the epoch
 */
public record Extent(int segment, long size, String root, long bytes, long sequence, long newest) {

  Map<String, Object> claims() {
    return Map.of(
        "seg", segment, "size", size, "root", root, "bytes", bytes, "seq", sequence, "newest",
        newest);
  }
}
