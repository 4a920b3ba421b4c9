package io.jitjdbc.approval.signed;

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
import io.jitjdbc.settings.InvalidSettingException;
import java.text.ParseException;
import java.time.Instant;
import java.util.TreeMap;

/** Signs a yes with an approver's own key, on whichever machine the key is. Immutable. */
public final class AnswerSigner {
  static final JOSEObjectType TYPE = new JOSEObjectType("jit-approval+jwt");

  private final ECKey key;

  private AnswerSigner(ECKey key) {
    this.key = key;
  }

  /**
   * With a private key.
   *
   * @param jwk an EC key on P-256 as a JWK, with a {@code kid} that names the approver
   */
  public static AnswerSigner with(String jwk) {
    try {
      if (JWK.parse(jwk) instanceof ECKey ec
          && ec.isPrivate()
          && ec.getKeyID() != null
          && Curve.P_256.equals(ec.getCurve())) {
        return new AnswerSigner(ec);
      }
    } catch (ParseException e) {
      // Said below, without the text: it may hold a private key all the same.
    }
    throw new InvalidSettingException(
        "the approver's key must be a private EC key on P-256 as a JWK, with a kid");
  }

  /**
   * A yes to that request.
   *
   * @param shown digest of all that was shown of it: nobody signs what they did not see
   */
  public String sign(String request, String shown, String target, String comment, Instant now) {
    var claims = new TreeMap<String, Object>();
    claims.put("aud", target);
    claims.put("request", request);
    claims.put("shown", shown);
    claims.put("comment", comment);
    claims.put("iat", now.getEpochSecond());
    var jws =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.ES256).type(TYPE).keyID(key.getKeyID()).build(),
            new Payload(claims));
    try {
      jws.sign(new ECDSASigner(key));
    } catch (JOSEException e) {
      throw new InvalidSettingException("the approver's key does not sign: " + e.getMessage());
    }
    return jws.serialize();
  }
}
