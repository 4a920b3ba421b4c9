package io.jitjdbc.examples.quickstart;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** All that jit-jdbc is told: properties beside the URL, as a pool or a BI tool would pass them. */
final class Settings {
  static final String URL = "jdbc:jit:h2:mem:shop";

  private static final String SUBJECT = "jit.subject.oidc.";
  private static final String BROKER = "jit.broker.mint.";
  private static final String APPROVAL = "jit.approval.table.";

  private Settings() {}

  /** For one person: everything but the token is the same for everybody. */
  static Properties of(String token, String issuer, Path policy, Path audit) {
    var settings = new Properties();
    settings.setProperty("jit.token", token);
    settings.setProperty("jit.purpose", "SHOP-42: large orders in January");
    settings.setProperty("jit.application", "quickstart");

    // Who connects: whoever this issuer says it is.
    settings.putAll(prefixed(SUBJECT, subject(issuer)));

    // As whom at the database: a login of their own, minted now, with these roles, for five
    // minutes.
    settings.setProperty("jit.broker", "mint");
    settings.setProperty(BROKER + "url", Shop.URL);
    settings.setProperty(BROKER + "user", Shop.ADMIN);
    settings.setProperty(BROKER + "password", Shop.PASSWORD);
    settings.setProperty(BROKER + "roles", "SHOP_READER");
    settings.setProperty(BROKER + "ttl", "5m");

    // What they may do and see, who can say yes to more, and where all of it is written down.
    settings.setProperty("jit.policy.yaml.file", policy.toString());
    settings.setProperty("jit.approval", "table");
    settings.putAll(prefixed(APPROVAL, approvals()));
    settings.setProperty("jit.audit", "jsonl");
    settings.setProperty("jit.audit.jsonl.file", audit.toString());
    return settings;
  }

  /** Of the OIDC subject resolver. */
  static Map<String, String> subject(String issuer) {
    return Map.of("issuer", issuer, "audience", LocalIssuer.AUDIENCE);
  }

  /** Of the table of access requests, which is not in the database that analysts reach. */
  static Map<String, String> approvals() {
    return Map.of(
        "url", "jdbc:h2:mem:approvals;DB_CLOSE_DELAY=-1",
        "user", "approvals",
        "password", Shop.PASSWORD);
  }

  private static Properties prefixed(String prefix, Map<String, String> values) {
    var properties = new Properties();
    values.forEach((name, value) -> properties.setProperty(prefix + name, value));
    return properties;
  }
}
