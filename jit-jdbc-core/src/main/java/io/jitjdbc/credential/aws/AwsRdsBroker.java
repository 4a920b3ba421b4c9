package io.jitjdbc.credential.aws;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.DatabaseCredential;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.credential.LoginName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/** Leases tokens that RDS takes as passwords. They are computed here: nobody is asked. */
final class AwsRdsBroker implements CredentialBroker {
  private final RdsTokens tokens;
  private final LoginName user;
  private final String region;
  private final Duration ttl;
  private final InstantSource clock;

  /**
   * @param region empty for the one that the host's name tells
   */
  AwsRdsBroker(RdsTokens tokens, LoginName user, String region, Duration ttl, InstantSource clock) {
    this.tokens = tokens;
    this.user = user;
    this.region = region;
    this.ttl = ttl;
    this.clock = clock;
  }

  @Override
  public Lease lease(LeaseRequest request) throws RefusedException {
    RdsAddress address = RdsAddress.of(request.target());
    String login = user.of(request.subject());
    Instant now = clock.instant();
    RdsTokens.Signed signed = tokens.sign(address, region(address), login);
    Instant latest = now.plus(ttl);
    Instant end = latest.isBefore(signed.latest()) ? latest : signed.latest();
    if (!end.isAfter(now)) {
      throw new RefusedException(
          SqlState.UNREACHABLE,
          "No lease: the AWS credentials of this process were over at "
              + signed.latest()
              + ". See who renews them, and compare the clocks.");
    }
    var credential = new DatabaseCredential(login, signed.reveal());
    return new Lease("aws-rds-" + UUID.randomUUID(), credential, now, end, address.engine().tls());
  }

  private String region(RdsAddress address) throws RefusedException {
    if (!region.isEmpty()) {
      return region;
    }
    return address
        .region()
        .orElseThrow(
            () ->
                new RefusedException(
                    SqlState.UNREACHABLE,
                    "No lease: the host "
                        + address.host()
                        + " does not tell its AWS region, as RDS's own names do. Connect to the"
                        + " endpoint that RDS shows, or set jit.broker.aws-rds.region."));
  }

  @Override
  public void close() {
    tokens.close();
  }
}
