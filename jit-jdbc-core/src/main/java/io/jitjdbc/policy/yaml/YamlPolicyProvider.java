package io.jitjdbc.policy.yaml;

import io.jitjdbc.masking.MaskFunctions;
import io.jitjdbc.policy.PolicyDecisionPoint;
import io.jitjdbc.policy.PolicyDecisionPointProvider;
import io.jitjdbc.settings.Kind;
import io.jitjdbc.settings.Setting;
import io.jitjdbc.settings.SettingValues;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** {@code yaml}: decides by a policy file. */
public final class YamlPolicyProvider implements PolicyDecisionPointProvider {
  private static final Setting<Path> FILE =
      Setting.of("file", Kind.FILE, "The policy, a YAML file.");
  private static final Setting<Duration> RELOAD =
      Setting.of("reload", Kind.DURATION, "1s", "How soon a changed policy file takes effect.");

  @Override
  public String name() {
    return "yaml";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(FILE, RELOAD);
  }

  @Override
  public PolicyDecisionPoint create(SettingValues values) {
    var loader = new PolicyLoader(values.get(FILE), MaskFunctions.find());
    return new ReloadingPolicy(loader, values.get(RELOAD), InstantSource.system());
  }
}
