package io.jitjdbc.audit.recording.format;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.text.ParseException;
import java.util.Optional;

/** Reads signed lines, and says whether a key has signed them. */
public final class LedgerReader {
  private final JWSObject jws;

  private LedgerReader(JWSObject jws) {
    this.jws = jws;
  }

  /**
   * Of a compact JWS.
   *
   * @throws MalformedLogException if that is none that a ledger may have
   */
  public static LedgerReader of(String line) throws MalformedLogException {
    try {
      JWSObject jws = JWSObject.parse(line);
      // Whoever may choose the algorithm may choose one that he can sign with.
      if (!JWSAlgorithm.ES256.equals(jws.getHeader().getAlgorithm())) {
        throw new MalformedLogException("it is not signed by ES256");
      }
      for (Base64URL part : jws.getParsedParts()) {
        // Some bits of the last letter mean nothing: nobody shall write in them.
        if (!Base64URL.encode(part.decode()).equals(part)) {
          throw new MalformedLogException("it is not written as a ledger writes");
        }
      }
      return new LedgerReader(jws);
    } catch (ParseException | IllegalStateException e) {
      throw new MalformedLogException("it is not a compact JWS", e);
    }
  }

  /** The id of the key that it says it was signed with; empty if it names none. */
  public String keyId() {
    return Optional.ofNullable(jws.getHeader().getKeyID()).orElse("");
  }

  /** Whether that key has signed it. */
  public boolean isSignedBy(ECKey key) {
    try {
      return Curve.P_256.equals(key.getCurve())
          && keyId().equals(key.getKeyID())
          && jws.verify(new ECDSAVerifier(key));
    } catch (JOSEException e) {
      return false;
    }
  }

  /**
   * What it says, whoever signed it.
   *
   * @throws MalformedLogException if that is not what its type has
   */
  public LedgerLine line() throws MalformedLogException {
    var claims = new Claims(jws.getPayload().toJSONObject());
    if (claims.number("v") != LedgerSigner.VERSION) {
      throw new MalformedLogException("its version is not known");
    }
    return new LedgerLine(
        claims.text("log"),
        claims.number("n"),
        claims.text("prev"),
        claims.number("ts"),
        entry(claims));
  }

  private LedgerEntry entry(Claims claims) throws MalformedLogException {
    String type = String.valueOf(jws.getHeader().getType());
    return switch (type) {
      case LedgerEntry.Genesis.TYPE ->
          new LedgerEntry.Genesis(
              claims.text("host"), claims.number("pid"), claims.text("version"), claims.key("jwk"));
      case LedgerEntry.Checkpoint.TYPE -> new LedgerEntry.Checkpoint(claims.extent());
      case LedgerEntry.Seal.TYPE ->
          new LedgerEntry.Seal(
              claims.extent(),
              claims.text("reason"),
              claims.has("next_jwk") ? Optional.of(claims.key("next_jwk")) : Optional.empty());
      case LedgerEntry.Predecessor.TYPE -> claims.predecessor();
      case LedgerEntry.Tombstone.TYPE ->
          new LedgerEntry.Tombstone(claims.segment(), claims.text("root"), claims.text("rule"));
      case LedgerEntry.Shredded.TYPE ->
          new LedgerEntry.Shredded(claims.segment(), claims.text("key"));
      case LedgerEntry.Hold.TYPE ->
          new LedgerEntry.Hold(!claims.text("held").equals("no"), claims.text("reason"));
      default -> throw new MalformedLogException("its type is not one of a ledger");
    };
  }
}
