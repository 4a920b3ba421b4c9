package io.jitjdbc.credential.aws;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.remote.ForeignText;
import java.time.Instant;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsUtilities;

/** Signs tokens with the credentials that AWS's own library finds. The only one that knows it. */
final class RdsTokens implements AutoCloseable {
  private final AwsCredentialsProvider provider;

  RdsTokens(AwsCredentialsProvider provider) {
    this.provider = provider;
  }

  /**
   * With what the default chain finds: system properties, environment, profile, container, host.
   */
  static RdsTokens ofDefaultChain() {
    return new RdsTokens(DefaultCredentialsProvider.builder().build());
  }

  /** A class and not a record, because a record prints its fields. */
  static final class Signed {
    private final String token;
    private final Instant latest;

    private Signed(String token, Instant latest) {
      this.token = token;
      this.latest = latest;
    }

    String reveal() {
      return token;
    }

    /** When the credentials end that it was signed with, and the token with them. */
    Instant latest() {
      return latest;
    }

    @Override
    public String toString() {
      return "token=***";
    }
  }

  Signed sign(RdsAddress address, String region, String user) throws RefusedException {
    AwsCredentials credentials = credentials();
    String token =
        RdsUtilities.builder()
            .region(Region.of(region))
            .build()
            .generateAuthenticationToken(
                request ->
                    request
                        .hostname(address.host())
                        .port(address.port())
                        .username(user)
                        .credentialsProvider(StaticCredentialsProvider.create(credentials)));
    return new Signed(token, credentials.expirationTime().orElse(Instant.MAX));
  }

  private AwsCredentials credentials() throws RefusedException {
    try {
      return provider.resolveCredentials();
    } catch (SdkException e) {
      throw new RefusedException(
          SqlState.UNREACHABLE,
          "No lease: AWS's library finds no credentials to sign with ("
              + ForeignText.explained(String.valueOf(e.getMessage()))
              + "). Give this process a role, a profile or the environment variables that AWS"
              + " documents.");
    }
  }

  @Override
  public void close() {
    if (provider instanceof DefaultCredentialsProvider chain) {
      chain.close();
    }
  }
}
