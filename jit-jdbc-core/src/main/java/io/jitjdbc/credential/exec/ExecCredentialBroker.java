package io.jitjdbc.credential.exec;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.access.SqlState;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.Lease;
import io.jitjdbc.credential.LeaseRequest;
import io.jitjdbc.identity.PresentedToken;
import io.jitjdbc.process.Command;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Runs a command for every lease. */
final class ExecCredentialBroker implements CredentialBroker {
  private final Command command;
  private final boolean passesToken;
  private final Duration maxTtl;
  private final InstantSource clock;

  ExecCredentialBroker(Command command, boolean passesToken, Duration maxTtl, InstantSource clock) {
    this.command = command;
    this.passesToken = passesToken;
    this.maxTtl = maxTtl;
    this.clock = clock;
  }

  @Override
  public Lease lease(LeaseRequest request) throws RefusedException {
    PresentedToken input = passesToken ? request.token() : PresentedToken.none();
    ExecCredential answer =
        ExecCredential.parse(command.run(Question.variables(request), input.reveal()));
    Instant now = clock.instant();
    if (!answer.expiresAt().isAfter(now)) {
      throw new RefusedException(
          SqlState.CREDENTIAL_REFUSED,
          "No lease: the exec broker's command printed a credential that was over at "
              + answer.expiresAt()
              + ". Check what it caches, and the clocks.");
    }
    Instant latest = now.plus(maxTtl);
    Instant end = answer.expiresAt().isBefore(latest) ? answer.expiresAt() : latest;
    return new Lease(answer.leaseId(), answer.credential(), now, end, answer.properties());
  }
}
