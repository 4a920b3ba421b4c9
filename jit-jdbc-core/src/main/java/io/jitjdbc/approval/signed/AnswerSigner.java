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
import io.jitjdbc.approval.Delegation;
import io.jitjdbc.settings.InvalidSettingException;
import java.text.ParseException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Signs a yes with the key of an approver or a channel, on whichever machine it is. Immutable. */
public final class AnswerSigner {
  static final JOSEObjectType TYPE = new JOSEObjectType("jit-approval+jwt");

  static final JOSEObjectType DELEGATION = new JOSEObjectType("jit-delegation+jwt");

  private static final Set<String> OPTIONAL = Set.of("terms", "channel", "person");

  private final ECKey key;

  private AnswerSigner(ECKey key) {
    this.key = key;
  }

  /**
   * With a private key.
   *
   * @param jwk an EC key on P-256 as a JWK, with a {@code kid} that names the approver or channel
   * @throws InvalidSettingException if it is none; quotes nothing of it
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
        "the key to sign with must be a private EC key on P-256 as a JWK, with a kid");
  }

  /**
   * A yes to that request, by the person whose key it is.
   *
   * @param shown digest of all that was shown of it: nobody signs what they did not see
   */
  public String sign(String request, String shown, String target, String comment, Instant now) {
    return sign(new Yes(request, shown, target, comment, now));
  }

  /** That yes; what is empty of terms and voucher is left out. */
  public String sign(Yes yes) {
    return sign(TYPE, claims(yes));
  }

  /** That somebody answers in the place of the person whose key it is. */
  public String sign(Delegation delegation) {
    return sign(DELEGATION, claims(delegation));
  }

  private String sign(JOSEObjectType type, Map<String, Object> claims) {
    var jws =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.ES256).type(type).keyID(key.getKeyID()).build(),
            new Payload(claims));
    try {
      jws.sign(new ECDSASigner(key));
    } catch (JOSEException e) {
      throw new InvalidSettingException("the key to sign with does not sign: " + e.getMessage());
    }
    return jws.serialize();
  }

  /** Texts only, so that they are the same when they are read. */
  static Map<String, Object> claims(Delegation delegation) {
    return new TreeMap<>(
        Map.of(
            "absent", delegation.absent().key(),
            "deputy", delegation.deputy(),
            "begin", delegation.begin().truncatedTo(ChronoUnit.MILLIS).toString(),
            "end", delegation.end().truncatedTo(ChronoUnit.MILLIS).toString()));
  }

  private static Map<String, Object> claims(Yes yes) {
    var claims = new TreeMap<String, Object>();
    claims.put("aud", yes.target());
    claims.put("request", yes.request());
    claims.put("shown", yes.shown());
    claims.put("comment", yes.comment());
    claims.put("iat", yes.at().getEpochSecond());
    claims.put("terms", yes.terms());
    claims.put("channel", yes.voucher().channel());
    claims.put("person", yes.voucher().person());
    claims.keySet().removeIf(name -> OPTIONAL.contains(name) && "".equals(claims.get(name)));
    return claims;
  }
}
