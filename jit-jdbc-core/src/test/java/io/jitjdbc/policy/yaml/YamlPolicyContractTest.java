package io.jitjdbc.policy.yaml;

import static io.jitjdbc.access.Action.SELECT;

import io.jitjdbc.policy.AuthorizationRequest;
import io.jitjdbc.policy.PolicyDecisionPoint;
import io.jitjdbc.policy.PolicyDecisionPointProvider;
import io.jitjdbc.settings.Providers;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.PolicyDecisionPointContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class YamlPolicyContractTest extends PolicyDecisionPointContract {
  @TempDir Path directory;

  @Override
  protected PolicyDecisionPoint open() throws IOException {
    Path file =
        Files.writeString(directory.resolve("policy.yaml"), Policies.text("good/shop.yaml"));
    return Providers.named(PolicyDecisionPointProvider.class, "jit.policy", "yaml")
        .create(SettingValues.of("jit.policy.yaml.", Map.of("file", file.toString())));
  }

  @Override
  protected AuthorizationRequest permitted() {
    return Asking.by("ann", "analysts").does(SELECT, "shop.customers", "id", "email").request();
  }

  @Override
  protected AuthorizationRequest denied() {
    return Asking.by("zoe").does(SELECT, "shop.orders", "id").request();
  }
}
