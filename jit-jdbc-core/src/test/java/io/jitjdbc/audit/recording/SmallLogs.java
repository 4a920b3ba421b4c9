package io.jitjdbc.audit.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.JWK;
import io.jitjdbc.audit.recording.format.Compressor;
import io.jitjdbc.audit.recording.format.FrameType;
import io.jitjdbc.audit.recording.format.LedgerSigner;
import io.jitjdbc.audit.recording.format.LogFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Writes small logs whose frames and checkpoints are where a test wants them. */
public final class SmallLogs {
  private static final LogPlan.Pace PACE =
      new LogPlan.Pace(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(1), 230);

  private final Path root;
  private final Optional<LedgerSigner> signer;
  private final List<JWK> recipients;

  public SmallLogs(Path root, Optional<LedgerSigner> signer, List<JWK> recipients) {
    this.root = root;
    this.signer = signer;
    this.recipients = recipients;
  }

  /**
   * A log of full segments, with a checkpoint before the last frame of each.
   *
   * @param begin milliseconds since the epoch
   */
  public LogFiles write(long begin, int segments, boolean sealed) throws IOException {
    var plan = new LogPlan(List.of(root), signer, recipients, false, PACE);
    OpenLog log = OpenLog.start(plan, root, begin);
    for (int segment = 0; segment < segments; segment++) {
      long start = begin + 10_000L * segment;
      // Full: the next segment begins.
      log.tend(start);
      log.add(event("{\"n\":" + segment + "}"), start + 100);
      log.add(cells("alice"), start + 200);
      log.commit();
      log.tend(start + 1200);
      log.add(event("{\"more\":true}"), start + 2000);
      log.commit();
    }
    if (sealed) {
      log.seal(begin + 10_000L * segments);
    } else {
      log.abandon();
    }
    return log.files();
  }

  private static Item event(String json) {
    return new Item("s-1", FrameType.EVENT, pieces(json), false);
  }

  private static Item cells(String value) {
    return new Item("s-1", FrameType.RESULT_READ, pieces(value), false);
  }

  private static List<Piece> pieces(String text) {
    return Piece.of(text.getBytes(UTF_8), new Compressor());
  }

  /** A log whose clock goes back by a second, and that says nothing for an hour after that. */
  public static void withOddClock(Path root, long begin) throws IOException {
    var plan = new LogPlan(List.of(root), Optional.empty(), List.of(), false, PACE);
    OpenLog log = OpenLog.start(plan, root, begin);
    log.add(event("{}"), begin + 2000);
    log.add(event("{}"), begin + 1000);
    log.add(event("{}"), begin + 3_601_000);
    log.commit();
    log.seal(begin + 3_601_000);
  }
}
