package io.jitjdbc.audit.recording.verification;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.jwk.ECKey;
import io.jitjdbc.audit.recording.format.Extent;
import io.jitjdbc.audit.recording.format.LedgerEntry;
import io.jitjdbc.audit.recording.format.LedgerLine;
import io.jitjdbc.audit.recording.format.LedgerReader;
import io.jitjdbc.audit.recording.format.MalformedLogException;
import java.util.Optional;

/**
 * Goes through the lines of a ledger, one after the other: each signed by the key that the lines
 * before it name, none missing, none that signs for less than one before it. Holds no more than the
 * last line says, and can be put aside and taken up again. Not thread-safe.
 */
public final class LedgerChain {
  private final String log;
  private final Trust trust;
  private LedgerState state;

  private LedgerChain(String log, Trust trust, LedgerState state) {
    this.log = requireNonNull(log);
    this.trust = requireNonNull(trust);
    this.state = requireNonNull(state);
  }

  /**
   * One that goes on from there.
   *
   * @param log the name of the log whose ledger it is
   * @param trust who may sign for new logs
   * @param state what {@link #state} said; {@link LedgerState#NOTHING} before the first line
   */
  public static LedgerChain from(String log, Trust trust, LedgerState state) {
    return new LedgerChain(log, trust, state);
  }

  /**
   * A line that is good.
   *
   * @param wentBack by how many milliseconds the clock went back before it; 0 if it did not
   */
  public record Link(LedgerLine line, long wentBack) {}

  /** Where it stands: behind the last line that was good. */
  public LedgerState state() {
    return state;
  }

  /**
   * Takes the next line. If it is not good, nothing was taken, and nothing after it counts.
   *
   * @throws MalformedLogException if it is not the one that has to come next; says why
   */
  public Link take(String text) throws MalformedLogException {
    LedgerReader reader = LedgerReader.of(text);
    LedgerLine line = reader.line();
    requirePlace(line);
    LedgerState next;
    if (line.entry() instanceof LedgerEntry.Genesis genesis && state.lines() == 0) {
      next = begun(reader, genesis);
    } else {
      requireSignature(reader);
      next = taken(line.entry());
    }
    long wentBack = state.lines() == 0 ? 0 : Math.max(0, state.time() - line.time());
    state = next.after(line, text);
    return new Link(line, wentBack);
  }

  private void requirePlace(LedgerLine line) throws MalformedLogException {
    if (!line.log().equals(log)) {
      throw new MalformedLogException("it belongs to the log " + line.log());
    }
    if (line.number() != state.lines()) {
      throw new MalformedLogException(
          "line " + state.lines() + " should stand here, and this is line " + line.number());
    }
    if (!line.previous().equals(state.previous())) {
      throw new MalformedLogException("the line before it is not the one that it was signed after");
    }
  }

  private LedgerState begun(LedgerReader reader, LedgerEntry.Genesis genesis) {
    return state.signedBy(Optional.of(genesis.key())).vouchedBy(vouching(reader, genesis));
  }

  private LedgerState.Vouching vouching(LedgerReader reader, LedgerEntry.Genesis genesis) {
    if (trust.hasSigned(reader)) {
      return LedgerState.Vouching.PINNED;
    }
    if (trust.isPinned()) {
      return LedgerState.Vouching.NOT_PINNED;
    }
    return reader.isSignedBy(genesis.key())
        ? LedgerState.Vouching.ITSELF
        : LedgerState.Vouching.UNKNOWN_KEY;
  }

  private void requireSignature(LedgerReader reader) throws MalformedLogException {
    Optional<ECKey> current = state.key();
    if (current.isEmpty()) {
      throw new MalformedLogException(
          state.isClosed()
              ? "there is a line after the one that closed the log"
              : "the first line is missing, which says who signs");
    }
    if (!reader.isSignedBy(current.get())) {
      throw new MalformedLogException("it is not signed by the key that signs at this place");
    }
  }

  private LedgerState taken(LedgerEntry entry) throws MalformedLogException {
    if (entry instanceof LedgerEntry.Checkpoint checkpoint) {
      return state.grown(grown(checkpoint.extent()), false);
    }
    if (entry instanceof LedgerEntry.Seal seal) {
      return state.grown(grown(seal.extent()), true).signedBy(seal.next());
    }
    if (entry instanceof LedgerEntry.Predecessor) {
      return state;
    }
    throw new MalformedLogException("a line of its type does not belong here");
  }

  private Extent grown(Extent next) throws MalformedLogException {
    boolean grows =
        state
            .extent()
            .map(
                last ->
                    next.segment() == last.segment()
                        ? next.size() >= last.size() && !state.isSealed()
                        : next.segment() == last.segment() + 1 && state.isSealed())
            .orElse(next.segment() == 1);
    if (!grows) {
      throw new MalformedLogException("it signs for less than a line before it");
    }
    return next;
  }
}
