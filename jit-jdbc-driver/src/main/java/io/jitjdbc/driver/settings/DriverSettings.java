package io.jitjdbc.driver.settings;

import io.jitjdbc.approval.ApprovalServiceProvider;
import io.jitjdbc.audit.AuditSinkProvider;
import io.jitjdbc.credential.CredentialBrokerProvider;
import io.jitjdbc.enforcement.ApprovalMode;
import io.jitjdbc.identity.SubjectResolverProvider;
import io.jitjdbc.identity.TokenLookup;
import io.jitjdbc.policy.PolicyDecisionPointProvider;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Provider;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.sql.ServerReading;
import io.jitjdbc.usage.UsageLedgerProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every setting that the driver itself knows, and those of the providers that it can see. */
public final class DriverSettings {
  public static final String PREFIX = "jit.";

  public static final Setting<String> PURPOSE =
      Setting.of("purpose", Kind.TEXT, "Why: a ticket id or a sentence; recorded and approved.");
  public static final Setting<List<String>> REQUEST =
      Setting.of(
          "request",
          Kind.LIST,
          "Rules of the policy, by id, to ask for among those that are for who asks for them.");
  public static final Setting<String> APPLICATION =
      Setting.of("application", Kind.TEXT, "What the connecting program calls itself.");
  public static final Setting<String> DELEGATE_DRIVER =
      Setting.of("delegate.driver", Kind.TEXT, "The vendor driver's class, if it is not found.");
  public static final Setting<String> SUBJECT =
      Setting.of("subject", Kind.TEXT, "oidc", "Who says who connects.");
  public static final Setting<String> BROKER =
      Setting.of("broker", Kind.TEXT, "Who leases the database logins.");
  public static final Setting<String> POLICY =
      Setting.of("policy", Kind.TEXT, "yaml", "Who decides.");
  public static final Setting<List<String>> APPROVAL =
      Setting.of(
          "approval", Kind.LIST, "none", "Who takes access requests to people; several at once.");
  public static final Setting<List<String>> AUDIT =
      Setting.of("audit", Kind.LIST, "slf4j", "Who keeps the audit events; several at once.");
  public static final Setting<List<String>> AUDIT_TRACE =
      Setting.of(
          "audit.trace",
          Kind.LIST,
          "trace_id,traceId",
          "Under which keys of the logging context (MDC) events find the caller's trace id.");
  public static final Setting<Boolean> AUDIT_CALLER =
      Setting.of(
          "audit.caller",
          Kind.FLAG,
          "false",
          "Whether events name the class and method of the application that they come from.");
  public static final Setting<String> USAGE =
      Setting.of("usage", Kind.TEXT, "memory", "Who counts what budgets of the policy limit.");
  public static final Setting<ApprovalMode.Kind> APPROVAL_MODE =
      Setting.of(
          "approval.mode",
          Kind.choice(ApprovalMode.Kind.class),
          "wait",
          "Whether a statement waits for its approval or fails with the request's id.");
  public static final Setting<Duration> APPROVAL_WAIT =
      Setting.of(
          "approval.wait", Kind.DURATION, "5m", "How long a statement waits for its approval.");
  public static final Setting<Boolean> APPROVAL_IN_TRANSACTION =
      Setting.of(
          "approval.in-transaction",
          Kind.FLAG,
          "false",
          "Whether it waits even where its transaction has written and holds locks.");
  public static final Setting<Duration> LEASE_CHECK =
      Setting.of(
          "lease.check",
          Kind.DURATION,
          "30s",
          "How often the broker is asked whether leases in use still stand; 0s for never.");
  public static final Setting<ServerReading.When> ANALYSIS_SERVER =
      Setting.of(
          "analysis.server",
          Kind.choice(ServerReading.When.class),
          "auto",
          "Whether the database confirms how a query is read: if it is not plain, or always.");
  public static final Setting<String> ANALYSIS_SCRATCH =
      Setting.of(
          "analysis.scratch",
          new Kind<>("letters, digits, _ and -", List.of(), DriverSettings::schema),
          "MariaDB and MySQL: the schema where views may stand for a moment, to confirm queries.");

  public static final Setting<Duration> ANALYSIS_ESTIMATE =
      Setting.of(
          "analysis.estimate",
          Kind.DURATION,
          "2s",
          "How long the database may take to say how many rows a query returns; 0s: not asked.");

  /** What may differ between two connections that share everything else. */
  static final List<Setting<?>> PER_CONNECTION =
      List.of(
          TokenLookup.TOKEN,
          TokenLookup.TOKEN_FILE,
          PURPOSE,
          REQUEST,
          APPLICATION,
          DELEGATE_DRIVER);

  private static final List<Setting<?>> SHARED =
      List.of(
          SUBJECT,
          BROKER,
          POLICY,
          APPROVAL,
          APPROVAL_MODE,
          APPROVAL_WAIT,
          APPROVAL_IN_TRANSACTION,
          LEASE_CHECK,
          AUDIT,
          AUDIT_TRACE,
          AUDIT_CALLER,
          USAGE,
          ANALYSIS_SERVER,
          ANALYSIS_SCRATCH,
          ANALYSIS_ESTIMATE);

  private DriverSettings() {}

  private static String schema(String text) {
    if (!text.matches("[\\w-]{1,64}")) {
      throw new IllegalArgumentException();
    }
    return text;
  }

  /** Every setting by full name, in the order of the documentation. */
  public static Map<String, Setting<?>> all() {
    var all = new LinkedHashMap<String, Setting<?>>();
    PER_CONNECTION.forEach(setting -> all.put(PREFIX + setting.name(), setting));
    SHARED.forEach(setting -> all.put(PREFIX + setting.name(), setting));
    addAll(all, SUBJECT, SubjectResolverProvider.class);
    addAll(all, BROKER, CredentialBrokerProvider.class);
    addAll(all, POLICY, PolicyDecisionPointProvider.class);
    addAll(all, APPROVAL, ApprovalServiceProvider.class);
    addAll(all, AUDIT, AuditSinkProvider.class);
    addAll(all, USAGE, UsageLedgerProvider.class);
    return all;
  }

  /** The names of the providers of one kind, for choices and messages. */
  public static List<String> names(Class<? extends Provider<?>> type) {
    var names = new ArrayList<String>();
    Providers.all(type).forEach(provider -> names.add(provider.name()));
    return names.stream().sorted().toList();
  }

  private static <P extends Provider<?>> void addAll(
      Map<String, Setting<?>> all, Setting<?> selector, Class<P> type) {
    for (P provider : Providers.all(type)) {
      String prefix = PREFIX + selector.name() + '.' + provider.name() + '.';
      provider.settings().forEach(setting -> all.put(prefix + setting.name(), setting));
    }
  }
}
