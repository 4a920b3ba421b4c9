package io.jitjdbc.driver;

import io.jitjdbc.approval.ApprovalServiceProvider;
import io.jitjdbc.audit.AuditSinkProvider;
import io.jitjdbc.credential.CredentialBrokerProvider;
import io.jitjdbc.delegate.DelegateDriver;
import io.jitjdbc.driver.settings.DriverSettings;
import io.jitjdbc.driver.settings.JitUrl;
import io.jitjdbc.identity.SubjectResolverProvider;
import io.jitjdbc.policy.PolicyDecisionPointProvider;
import io.jitjdbc.settings.InvalidSettingException;
import io.jitjdbc.settings.Provider;
import io.jitjdbc.settings.Setting;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What tools show in their connection dialogs. */
final class PropertyInfos {
  private static final Map<Setting<?>, Class<? extends Provider<?>>> CHOICES =
      Map.of(
          DriverSettings.SUBJECT, SubjectResolverProvider.class,
          DriverSettings.BROKER, CredentialBrokerProvider.class,
          DriverSettings.POLICY, PolicyDecisionPointProvider.class,
          DriverSettings.APPROVAL, ApprovalServiceProvider.class,
          DriverSettings.AUDIT, AuditSinkProvider.class);

  private static final Pattern SECRET =
      Pattern.compile("pass|pwd|secret|token|credential", Pattern.CASE_INSENSITIVE);

  private PropertyInfos() {}

  static DriverPropertyInfo[] of(@Nullable String url, Properties info) {
    var all = new ArrayList<DriverPropertyInfo>();
    DriverSettings.all().forEach((name, setting) -> all.add(describe(name, setting, info)));
    all.addAll(delegates(url, info));
    return all.toArray(DriverPropertyInfo[]::new);
  }

  private static DriverPropertyInfo describe(String name, Setting<?> setting, Properties info) {
    String given = info.getProperty(name, setting.defaultText());
    var described =
        new DriverPropertyInfo(name, setting.secret() || given.isEmpty() ? null : given);
    described.description = setting.description();
    described.required = setting.equals(DriverSettings.BROKER);
    List<String> choices =
        Optional.ofNullable(CHOICES.get(setting))
            .map(DriverSettings::names)
            .orElse(setting.kind().choices());
    described.choices = choices.isEmpty() ? null : choices.toArray(String[]::new);
    return described;
  }

  // Tools ask with half a URL and without the vendor's jar; then there is just nothing to add.
  private static List<DriverPropertyInfo> delegates(@Nullable String url, Properties info) {
    try {
      Optional<JitUrl> ours = JitUrl.parse(url);
      if (ours.isEmpty()) {
        return List.of();
      }
      String delegateUrl = ours.get().delegate();
      DriverPropertyInfo[] found =
          DelegateDriver.find(delegateUrl, "").driver().getPropertyInfo(delegateUrl, without(info));
      return found == null ? List.of() : Stream.of(found).map(PropertyInfos::discreet).toList();
    } catch (SQLException | InvalidSettingException e) {
      return List.of();
    }
  }

  /** Drivers repeat what they are given, and dialogs show and store it. */
  private static DriverPropertyInfo discreet(DriverPropertyInfo vendors) {
    if (SECRET.matcher(vendors.name).find()) {
      vendors.value = null;
    }
    return vendors;
  }

  private static Properties without(Properties info) {
    var rest = new Properties();
    info.stringPropertyNames().stream()
        .filter(name -> !name.startsWith(DriverSettings.PREFIX))
        .forEach(name -> rest.setProperty(name, info.getProperty(name)));
    return rest;
  }
}
