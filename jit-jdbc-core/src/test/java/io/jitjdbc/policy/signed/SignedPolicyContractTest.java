package io.jitjdbc.policy.signed;

import io.jitjdbc.policy.AuthorizationRequest;
import io.jitjdbc.policy.PolicyDecisionPoint;
import io.jitjdbc.testing.PolicyDecisionPointContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SignedPolicyContractTest extends PolicyDecisionPointContract {
  @TempDir Path folder;
  private Bundles bundles;

  @Override
  protected PolicyDecisionPoint open() throws Exception {
    bundles = new Bundles(folder);
    PolicyDecisionPoint point = bundles.point();
    point.adopt(bundles.signed(1), Bundles.TARGET);
    return point;
  }

  @Override
  protected AuthorizationRequest permitted() {
    return bundles.asks("customers");
  }

  @Override
  protected AuthorizationRequest denied() {
    return bundles.asks("orders");
  }
}
