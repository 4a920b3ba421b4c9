package io.jitjdbc.audit.recording.verification;

import io.jitjdbc.audit.recording.format.Frame;
import io.jitjdbc.audit.recording.format.SegmentHeader;
import java.io.IOException;

/** Sees frames in their order while they are verified. */
@FunctionalInterface
public interface FrameVisitor {
  /** Looks at nothing. */
  FrameVisitor NONE = (segment, frame) -> {};

  /** A frame that is whole, and not known to have been changed so far. */
  void visit(SegmentHeader segment, Frame frame) throws IOException;
}
