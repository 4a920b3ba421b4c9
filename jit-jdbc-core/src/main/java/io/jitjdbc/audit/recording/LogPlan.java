package io.jitjdbc.audit.recording;

import com.nimbusds.jose.jwk.JWK;
import io.jitjdbc.audit.recording.format.LedgerSigner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How logs are written.
 *
 * @param roots directories for logs: the first that can be written is
 * @param signer vouches for each new log; a log without one vouches for itself alone
 * @param recipients who can read what is secret; it is not encrypted if there are none
 * @param disk whether what is kept has to reach the disk, and so survives a power failure
 * @param pace when to sign and when to begin another segment
 */
record LogPlan(
    List<Path> roots,
    Optional<LedgerSigner> signer,
    List<JWK> recipients,
    boolean disk,
    Pace pace) {
  LogPlan {
    roots = List.copyOf(roots);
    recipients = List.copyOf(recipients);
  }

  /**
   * When something is due.
   *
   * @param checkpoint after a frame
   * @param heartbeat after the last frame
   * @param segmentAge after the segment's first frame
   * @param segmentBytes after which another segment begins
   */
  record Pace(Duration checkpoint, Duration heartbeat, Duration segmentAge, long segmentBytes) {
    /** What is written between two checkpoints at most. */
    static final long CHECKPOINT_BYTES = 8L << 20;

    static final Pace USUAL =
        new Pace(Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofHours(1), 128L << 20);
  }
}
