package io.jitjdbc.credential.mint;

import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.protocol.LeaseBook;
import io.jitjdbc.credential.protocol.LeaseEnding;
import io.jitjdbc.credential.protocol.LeaseResources;
import io.jitjdbc.credential.protocol.LeaseTarget;
import io.jitjdbc.credential.protocol.LeaseTargets;
import io.jitjdbc.credential.protocol.SealedPasswords;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.TestDatabase;
import io.jitjdbc.testing.TestIssuer;
import io.jitjdbc.testing.TestLeaseServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One instance of a control plane: its own broker and job, and a book that it shares. */
final class MintingServer implements AutoCloseable {
  private final ScheduledExecutorService job = Executors.newScheduledThreadPool(4);
  private final TestLeaseServer server;

  MintingServer(TestIssuer issuer, LeaseBook book, TestDatabase database, Preparation preparation) {
    CredentialBroker broker =
        new MintCredentialBrokerProvider()
            .create(SettingValues.of("jit.broker.mint.", preparation.settings()));
    var target =
        new LeaseTarget(
            broker, Set.of(), Duration.ofMinutes(10), LeaseTarget.ANY_PURPOSE, false, Map.of());
    var targets = new OneTarget(database.jdbcUrl(), target);
    InstantSource clock = InstantSource.system();
    var ending = new LeaseEnding(book, targets, job, clock);
    var passwords = new SealedPasswords("k", Map.of("k", new byte[32]));
    this.server =
        TestLeaseServer.start(issuer, new LeaseResources(book, targets, passwords, ending, clock));
    var unused = job.scheduleWithFixedDelay(ending::run, 1, 1, TimeUnit.SECONDS);
  }

  private record OneTarget(String name, LeaseTarget target) implements LeaseTargets {
    @Override
    public Optional<LeaseTarget> find(String wanted) {
      return wanted.equals(name) ? Optional.of(target) : Optional.empty();
    }

    @Override
    public Optional<String> policy(String wanted, Instant leaseEnd) {
      return Optional.empty();
    }
  }

  URI address() {
    return server.address();
  }

  void lose(int answers) {
    server.lose(answers);
  }

  List<String> violations() {
    return server.violations();
  }

  /** Its broker is not closed: what it leased outlives it. */
  @Override
  public void close() {
    server.close();
    job.shutdownNow();
  }
}
