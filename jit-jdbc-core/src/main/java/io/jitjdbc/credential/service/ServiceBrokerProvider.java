package io.jitjdbc.credential.service;

import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.CredentialBrokerProvider;
import io.jitjdbc.remote.HttpService;
import io.jitjdbc.remote.ServiceAddress;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * {@code jit.broker=jit}: a broker service leases the logins, asked by the protocol of {@code
 * io/jitjdbc/protocol/lease.openapi.yaml}.
 *
 * <p><b>Guarantees</b>: the subject's token goes to the service's own address only, over https or
 * to this machine itself; a lease ends no later than the service says, whatever this machine's
 * clock shows; an answer that was lost on the way costs no second login. <b>Does not protect
 * against</b> a service that leases too much.
 */
public final class ServiceBrokerProvider implements CredentialBrokerProvider {
  private static final Duration LONGEST_TTL = Duration.ofDays(1);

  static final Setting<URI> ADDRESS =
      Setting.of("address", ServiceAddress.KIND, "Where the broker service is, without /v1.");
  static final Setting<Duration> TIMEOUT =
      Setting.of(
          "timeout", Kind.DURATION, "10s", "How long a lease may take, all attempts together.");
  static final Setting<Duration> TTL =
      Setting.of(
          "ttl",
          Kind.DURATION,
          "How long leases shall last; the service decides if this is not set, and may give less.");

  private final InstantSource clock;

  /** For {@link java.util.ServiceLoader}. */
  public ServiceBrokerProvider() {
    this(InstantSource.system());
  }

  ServiceBrokerProvider(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "jit";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(ADDRESS, TIMEOUT, TTL);
  }

  @Override
  public CredentialBroker create(SettingValues values) {
    Duration timeout = values.get(TIMEOUT);
    if (timeout.isZero()) {
      throw new InvalidSettingException("timeout of the jit broker must be longer than nothing");
    }
    Duration ttl = values.find(TTL).orElse(LONGEST_TTL);
    if (ttl.toSeconds() < 1 || ttl.compareTo(LONGEST_TTL) > 0) {
      throw new InvalidSettingException("ttl of the jit broker must be from one second to one day");
    }
    var service = new HttpService(values.get(ADDRESS), timeout);
    var calls = new ServiceCalls(service, timeout, clock);
    LeaseBody body = values.find(TTL).map(LeaseBody::wishing).orElseGet(LeaseBody::plain);
    return new ServiceBroker(calls, body, ttl, clock);
  }
}
