package io.jitjdbc.spring.client;

import io.jitjdbc.approval.ApprovalServiceProvider;
import io.jitjdbc.audit.AuditSinkProvider;
import io.jitjdbc.credential.CredentialBrokerProvider;
import io.jitjdbc.driver.JitDriver;
import io.jitjdbc.identity.SubjectResolverProvider;
import io.jitjdbc.masking.ColumnMaskProvider;
import io.jitjdbc.policy.PolicyDecisionPointProvider;
import io.jitjdbc.usage.UsageLedgerProvider;
import java.sql.Driver;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * What an image that is compiled ahead of time cannot find by itself: the providers that settings
 * name, those of the application among them, and the lists of functions that the analysis knows.
 */
final class DriverHints implements RuntimeHintsRegistrar {
  private static final List<Class<?>> SERVICES =
      List.of(
          ApprovalServiceProvider.class,
          AuditSinkProvider.class,
          ColumnMaskProvider.class,
          CredentialBrokerProvider.class,
          PolicyDecisionPointProvider.class,
          SubjectResolverProvider.class,
          UsageLedgerProvider.class);

  @Override
  public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
    SERVICES.forEach(service -> registerProviders(service, hints, classLoader));
    hints.resources().registerPattern("META-INF/services/" + Driver.class.getName());
    hints.resources().registerPattern("io/jitjdbc/sql/lineage/functions/*");
    registerConstructors(JitDriver.class, hints);
  }

  private static void registerProviders(
      Class<?> service, RuntimeHints hints, @Nullable ClassLoader classLoader) {
    hints.resources().registerPattern("META-INF/services/" + service.getName());
    ServiceLoader.load(service, classLoader).stream()
        .forEach(provider -> registerConstructors(provider.type(), hints));
  }

  private static void registerConstructors(Class<?> type, RuntimeHints hints) {
    hints.reflection().registerType(type, MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS);
  }
}
