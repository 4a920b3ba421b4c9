package io.jitjdbc.spring.client;

import io.jitjdbc.approval.ApprovalService;
import io.jitjdbc.audit.AuditSink;
import io.jitjdbc.credential.CredentialBroker;
import io.jitjdbc.driver.JitDataSource;
import io.jitjdbc.driver.settings.DriverSettings;
import io.jitjdbc.identity.SubjectResolver;
import io.jitjdbc.policy.PolicyDecisionPoint;
import io.jitjdbc.usage.UsageLedger;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The enforced data sources of one application context, by the names of the beans above them. They
 * are closed after those beans and before the beans that they were given.
 */
final class JitDataSources implements AutoCloseable {
  static final String BEAN = "jitDataSources";

  private final ConfigurableListableBeanFactory beans;
  private final Map<String, String> settings;
  private final Map<String, JitDataSource> sources = new ConcurrentSkipListMap<>();

  JitDataSources(ConfigurableListableBeanFactory beans, Map<String, String> settings) {
    this.beans = beans;
    this.settings = settings;
  }

  /**
   * A data source for a bean.
   *
   * @param own the bean's own properties; they win over those of the application
   * @throws NotEnforcedException if the settings lead nowhere
   */
  JitDataSource create(String beanName, String url, Properties own) {
    var source = new JitDataSource();
    source.setUrl(url);
    settings.forEach(source::setProperty);
    if (!url.contains(applicationSetting() + '=')) {
      nameApplication(source);
    }
    source.setProperties(own);
    giveParts(source);
    try {
      source.policyVersion();
    } catch (SQLException e) {
      source.close();
      throw new NotEnforcedException(
          "The DataSource '" + beanName + "' cannot be enforced: " + e.getMessage(),
          "Or leave the bean out knowingly with jit.jdbc.exclude=" + beanName + '.',
          String.valueOf(e.getMessage()));
    }
    sources.put(beanName, source);
    beans.registerDependentBean(BEAN, beanName);
    return source;
  }

  /** By bean name, sorted. */
  Map<String, JitDataSource> all() {
    return sources;
  }

  @Override
  public void close() {
    sources.values().forEach(JitDataSource::close);
    sources.clear();
  }

  private static String applicationSetting() {
    return DriverSettings.PREFIX + DriverSettings.APPLICATION.name();
  }

  private void nameApplication(JitDataSource source) {
    String name = beans.resolveEmbeddedValue("${spring.application.name:}");
    if (name != null && !name.isBlank() && !settings.containsKey(applicationSetting())) {
      source.setProperty(applicationSetting(), name);
    }
  }

  private void giveParts(JitDataSource source) {
    give(SubjectResolver.class, source::setSubjectResolver);
    give(CredentialBroker.class, source::setCredentialBroker);
    give(PolicyDecisionPoint.class, source::setPolicyDecisionPoint);
    give(ApprovalService.class, source::setApprovalService);
    give(UsageLedger.class, source::setUsageLedger);
    List<AuditSink> sinks = beans.getBeanProvider(AuditSink.class).orderedStream().toList();
    source.setAuditSinks(sinks);
    closeBefore(AuditSink.class);
    beans.getBeanProvider(AuditWatch.class).forEach(watch -> source.addAuditSink(watch.sink()));
    closeBefore(AuditWatch.class);
    give(
        CallingSubject.class,
        calling -> source.wrapSubjectResolver(resolver -> new ActingResolver(resolver, calling)));
  }

  private <T> void give(Class<T> type, Consumer<T> receiver) {
    beans.getBeanProvider(type).ifAvailable(receiver);
    closeBefore(type);
  }

  private void closeBefore(Class<?> type) {
    for (String name : beans.getBeanNamesForType(type, true, false)) {
      beans.registerDependentBean(name, BEAN);
    }
  }
}
