package io.jitjdbc.spring.server;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.CredentialBrokerProvider;
import io.jitjdbc.credential.protocol.LeaseTarget;
import io.jitjdbc.credential.protocol.LeaseTargets;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.spring.server.policy.SignedPolicies;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeSet;

/**
 * The databases of the settings. Thread-safe.
 *
 * <p>Closes no broker: leases outlive an instance, and another one ends them.
 */
final class ConfiguredTargets implements LeaseTargets {
  private final Map<String, LeaseTarget> targets = new LinkedHashMap<>();
  private final Optional<SignedPolicies> policies;

  /**
   * @param policies that leases bring; empty if they bring none
   */
  ConfiguredTargets(List<ControlPlaneSettings.Target> settings, Optional<SignedPolicies> policies) {
    this.policies = policies;
    for (ControlPlaneSettings.Target one : settings) {
      String prefix = "jit.server.targets[" + settings.indexOf(one) + "].";
      targets.put(one.url(), target(prefix, one));
    }
  }

  private static LeaseTarget target(String prefix, ControlPlaneSettings.Target one) {
    CredentialBrokerProvider provider = provider(prefix, one.broker());
    CredentialBroker broker =
        provider.create(
            ControlPlaneSettings.values(prefix + "settings.", one.settings(), provider.settings()));
    return new LeaseTarget(
        broker,
        one.groups(),
        one.longest(),
        one.purposeRequired() ? LeaseTarget.SOME_PURPOSE : LeaseTarget.ANY_PURPOSE,
        one.renewable(),
        one.connectionProperties());
  }

  private static CredentialBrokerProvider provider(String prefix, String name) {
    var names = new TreeSet<String>();
    for (CredentialBrokerProvider provider : ServiceLoader.load(CredentialBrokerProvider.class)) {
      if (provider.name().equals(name)) {
        return provider;
      }
      names.add(provider.name());
    }
    throw new InvalidSettingException(prefix + "broker must be one of " + names);
  }

  @Override
  public Optional<LeaseTarget> find(String target) {
    return Optional.ofNullable(targets.get(target));
  }

  @Override
  public Optional<String> policy(String target, Instant leaseEnd) throws RefusedException {
    return policies.isEmpty() ? Optional.empty() : policies.get().policy(target, leaseEnd);
  }
}
