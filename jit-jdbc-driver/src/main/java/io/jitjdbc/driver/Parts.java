package io.jitjdbc.driver;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.approval.ApprovalServiceProvider;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.audit.AuditSinkProvider;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.credential.CredentialBrokerProvider;
import io.jitjdbc.driver.settings.ConnectionSettings;
import io.jitjdbc.driver.settings.DriverSettings;
import io.jitjdbc.driver.settings.NamedApprovals;
import io.jitjdbc.enforcement.Components;
import io.jitjdbc.identity.SubjectResolver;
import io.jitjdbc.identity.SubjectResolverProvider;
import io.jitjdbc.policy.PolicyDecisionPoint;
import io.jitjdbc.policy.PolicyDecisionPointProvider;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Provider;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.usage.UsageLedger;
import io.jitjdbc.usage.UsageLedgerProvider;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What an enforcement point works with: given by the program, or else made as the settings name it.
 * Who makes a part closes it, so the given ones are left alone.
 */
final class Parts implements AutoCloseable {
  private final ConnectionSettings settings;
  private final Deque<Runnable> endings = new ArrayDeque<>();

  Parts(ConnectionSettings settings) {
    this.settings = settings;
  }

  /**
   * All six.
   *
   * @throws InvalidSettingException if one cannot be made; what was made until then is closed
   */
  Components gather(Overrides overrides) {
    boolean complete = false;
    try {
      var components =
          new Components(
              overrides.subjects(this::subjects),
              overrides.broker().orElseGet(this::broker),
              overrides.policy().orElseGet(this::policy),
              overrides.approvals().orElseGet(this::approvals),
              overrides.sinks(this::sinks),
              overrides.usage().orElseGet(this::usage));
      complete = true;
      return components;
    } finally {
      if (!complete) {
        close();
      }
    }
  }

  /** Ends what was made here, the last first. */
  @Override
  public void close() {
    while (!endings.isEmpty()) {
      endings.pop().run();
    }
  }

  private SubjectResolver subjects() {
    SubjectResolver made = make(DriverSettings.SUBJECT, SubjectResolverProvider.class);
    endings.push(made::close);
    return made;
  }

  private CredentialBroker broker() {
    if (settings.values().find(DriverSettings.BROKER).isEmpty()) {
      throw new InvalidSettingException(
          "jit.broker is required: it names who leases the database logins, one of "
              + DriverSettings.names(CredentialBrokerProvider.class));
    }
    CredentialBroker made = make(DriverSettings.BROKER, CredentialBrokerProvider.class);
    endings.push(made::close);
    return made;
  }

  private PolicyDecisionPoint policy() {
    PolicyDecisionPoint made = make(DriverSettings.POLICY, PolicyDecisionPointProvider.class);
    endings.push(made::close);
    return made;
  }

  private ApprovalService approvals() {
    ApprovalService made =
        NamedApprovals.open(
            settings.values().get(DriverSettings.APPROVAL),
            name -> make(DriverSettings.APPROVAL, ApprovalServiceProvider.class, name));
    endings.push(made::close);
    return made;
  }

  private UsageLedger usage() {
    UsageLedger made = make(DriverSettings.USAGE, UsageLedgerProvider.class);
    endings.push(made::close);
    return made;
  }

  private List<AuditSink> sinks() {
    var sinks = new ArrayList<AuditSink>();
    for (String name : settings.values().get(DriverSettings.AUDIT)) {
      AuditSink made = sink(name, sinks);
      endings.push(made::close);
      sinks.add(made);
    }
    if (sinks.isEmpty()) {
      throw new InvalidSettingException("jit.audit must name at least one sink");
    }
    return sinks;
  }

  private AuditSink sink(String name, List<AuditSink> before) {
    AuditSinkProvider provider =
        Providers.named(
            AuditSinkProvider.class, DriverSettings.PREFIX + DriverSettings.AUDIT.name(), name);
    return provider.create(settings.provider(DriverSettings.AUDIT, name), List.copyOf(before));
  }

  private <T, P extends Provider<T>> T make(Setting<String> selector, Class<P> type) {
    return make(selector, type, settings.values().get(selector));
  }

  private <T, P extends Provider<T>> T make(Setting<?> selector, Class<P> type, String name) {
    P provider = Providers.named(type, DriverSettings.PREFIX + selector.name(), name);
    return provider.create(settings.provider(selector, name));
  }
}
