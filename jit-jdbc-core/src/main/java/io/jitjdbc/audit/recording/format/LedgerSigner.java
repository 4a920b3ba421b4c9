package io.jitjdbc.audit.recording.format;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.text.ParseException;
import java.util.TreeMap;

/** Signs lines with one key, ES256, as compact JWS. Immutable. */
public final class LedgerSigner {
  static final int VERSION = 1;

  private final ECKey key;

  private LedgerSigner(ECKey key) {
    this.key = key;
  }

  /** With a private key on P-256 that has an id. */
  public static LedgerSigner with(ECKey key) {
    if (!key.isPrivate() || key.getKeyID() == null || !Curve.P_256.equals(key.getCurve())) {
      throw new IllegalArgumentException("not a private EC key on P-256 with a kid");
    }
    return new LedgerSigner(key);
  }

  /**
   * The same, of a JWK's text, which no message quotes: it may hold a private key all the same.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static LedgerSigner parse(String jwk) {
    try {
      if (JWK.parse(jwk) instanceof ECKey key) {
        return with(key);
      }
    } catch (ParseException e) {
      // Said below.
    }
    throw new IllegalArgumentException("not a private EC key on P-256 as a JWK, with a kid");
  }

  /** With a key that nobody has had before. */
  public static LedgerSigner fresh() {
    try {
      return new LedgerSigner(new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate());
    } catch (JOSEException e) {
      throw new IllegalStateException("every Java runtime makes keys on P-256", e);
    }
  }

  /** What its signatures are verified with. */
  public ECKey publicKey() {
    return key.toPublicJWK();
  }

  /** The line, signed. */
  public String sign(LedgerLine line) {
    var claims = new TreeMap<String, Object>(line.entry().claims());
    claims.put("v", VERSION);
    claims.put("log", line.log());
    claims.put("n", line.number());
    claims.put("prev", line.previous());
    claims.put("ts", line.time());
    var header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(new JOSEObjectType(line.entry().type()))
            .keyID(key.getKeyID())
            .build();
    var jws = new JWSObject(header, new Payload(claims));
    try {
      jws.sign(new ECDSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("the ledger's key does not sign", e);
    }
    return jws.serialize();
  }
}
