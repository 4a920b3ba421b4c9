package io.jitjdbc.identity.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.JWTID;
import io.jitjdbc.access.RefusedException;
import io.jitjdbc.identity.SignIn;
import io.jitjdbc.identity.TokenVerification;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.SecretFile;
import io.jitjdbc.settings.SettingValues;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who we are to the authorization server, and how we show it: by a secret (client_secret_basic), by
 * a key (private_key_jwt, RFC 7523 section 2.2), or not at all. Files are read at every request.
 */
public final class OAuthClient {
  private static final Duration PROOF_LIFE = Duration.ofMinutes(5);

  private final SettingValues values;
  private final InstantSource clock;

  private OAuthClient(SettingValues values, InstantSource clock) {
    this.values = values;
    this.clock = clock;
  }

  /** As the settings say. */
  public static OAuthClient from(SettingValues values, InstantSource clock) {
    if (values.find(ClientSettings.SECRET_FILE).isPresent()
        && values.find(ClientSettings.KEY_FILE).isPresent()) {
      throw new InvalidSettingException(
          values.nameOf(ClientSettings.SECRET_FILE)
              + " and "
              + values.nameOf(ClientSettings.KEY_FILE)
              + " are both given; keep the one that is meant");
    }
    return new OAuthClient(values, clock);
  }

  /** Whether it can show who it is. */
  boolean isConfidential() {
    return values.find(ClientSettings.SECRET_FILE).isPresent()
        || values.find(ClientSettings.KEY_FILE).isPresent();
  }

  /** The client's name, if it has one. */
  public Optional<ClientID> id() {
    return values.find(ClientSettings.ID).map(ClientID::new);
  }

  /**
   * How it shows who it is, made for one request.
   *
   * @throws RefusedException {@code 28000} if the secret or the key cannot be read
   */
  public Optional<ClientAuthentication> proof() throws RefusedException {
    Optional<Path> secret = values.find(ClientSettings.SECRET_FILE);
    Optional<Path> key = values.find(ClientSettings.KEY_FILE);
    try {
      if (secret.isPresent()) {
        var text = new Secret(SecretFile.read(secret.get()));
        return Optional.of(
            new ClientSecretBasic(new ClientID(values.get(ClientSettings.ID)), text));
      }
      return key.isPresent() ? Optional.of(signed(ClientKey.read(key.get()))) : Optional.empty();
    } catch (IOException e) {
      throw SignIn.refused(
          "the client's secret or key cannot be read (" + e.getMessage() + ")",
          "Correct "
              + values.nameOf(
                  secret.isPresent() ? ClientSettings.SECRET_FILE : ClientSettings.KEY_FILE));
    } catch (JOSEException e) {
      throw SignIn.refused(
          "the client's key cannot sign", "Correct " + values.nameOf(ClientSettings.KEY_FILE));
    }
  }

  /** What the server was told and could repeat: the secret, as far as it can still be read. */
  List<String> secrets() {
    try {
      Optional<Path> file = values.find(ClientSettings.SECRET_FILE);
      return file.isPresent() ? List.of(SecretFile.read(file.get())) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** RFC 7521 lets a signed proof alone name the client, but several issuers want it beside. */
  public Map<String, String> nameBesideProof(ClientAuthentication proof) {
    return proof instanceof PrivateKeyJWT
        ? Map.of("client_id", proof.getClientID().getValue())
        : Map.of();
  }

  private ClientAuthentication signed(ClientKey key) throws JOSEException {
    String audience =
        values
            .find(ClientSettings.KEY_AUDIENCE)
            .orElseGet(() -> TokenVerification.issuer(values).toString());
    Instant now = clock.instant();
    var claims =
        new JWTAuthenticationClaimsSet(
            new ClientID(values.get(ClientSettings.ID)),
            new Audience(audience).toSingleAudienceList(),
            Date.from(now.plus(PROOF_LIFE)),
            null,
            Date.from(now),
            new JWTID());
    String id = values.find(ClientSettings.KEY_ID).orElse(key.id());
    return new PrivateKeyJWT(claims, key.algorithm(), key.key(), id, null);
  }
}
