package io.jitjdbc.policy.signed;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Action;
import io.jitjdbc.access.Context;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.access.Subject;
import io.jitjdbc.policy.AuthorizationRequest;
import io.jitjdbc.policy.PolicyDecisionPoint;
import io.jitjdbc.settings.SettingValues;
import io.jitjdbc.testing.MutableClock;
import io.jitjdbc.testing.PolicySigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Signed policies of a shop, and decision points that trust their key. */
final class Bundles {
  static final String TARGET = "jdbc:postgresql://db/shop";
  static final String OTHER = "jdbc:postgresql://db/staff";

  /** Analysts read customers; staff may be told so by the other one. */
  static final String POLICY = policy("customers");

  final MutableClock clock = new MutableClock();
  final PolicySigner signer = new PolicySigner();
  private final Path keys;

  Bundles(Path folder) throws IOException {
    this.keys = Files.writeString(folder.resolve("keys.json"), signer.keySet());
  }

  static String policy(String table) {
    return """
        version: 1
        rules:
          - {id: read-%s, who: {groups: [analysts]}, actions: [select], resources: ["*.%s"], effect: permit}
        """
        .formatted(table, table);
  }

  Path keys() {
    return keys;
  }

  PolicyDecisionPoint point(String... settings) {
    return point(Map.of("jwks.file", keys.toString()), settings);
  }

  PolicyDecisionPoint point(Map<String, String> trust, String... settings) {
    var all = new HashMap<>(Map.of("issuer", PolicySigner.ISSUER));
    all.putAll(trust);
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return new SignedPolicyProvider(clock).create(SettingValues.of("jit.policy.signed.", all));
  }

  /** The claims of the shop's policy. */
  Map<String, Object> claims(long serial) {
    return PolicySigner.claims(POLICY, serial, clock.instant(), TARGET);
  }

  String signed(long serial) {
    return signer.sign(claims(serial));
  }

  String signed(String policy, long serial, String target) {
    return signer.sign(PolicySigner.claims(policy, serial, clock.instant(), target));
  }

  AuthorizationRequest asks(String table) {
    return asks(table, TARGET);
  }

  AuthorizationRequest asks(String table, String target) {
    return new AuthorizationRequest(
        subject("ann"),
        Set.of(new Access(Action.SELECT, new Table("shop", table))),
        new Context(subject("ann"), clock.instant(), target, "test", ""),
        List.of());
  }

  static Subject subject(String name) {
    return new Subject("https://issuer.example", name, name, Set.of("analysts"));
  }
}
