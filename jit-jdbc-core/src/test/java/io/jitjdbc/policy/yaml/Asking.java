package io.jitjdbc.policy.yaml;

import io.jitjdbc.access.Access;
import io.jitjdbc.access.Action;
import io.jitjdbc.access.Context;
import io.jitjdbc.access.Resource;
import io.jitjdbc.access.Resource.Column;
import io.jitjdbc.access.Resource.Routine;
import io.jitjdbc.access.Resource.Server;
import io.jitjdbc.access.Resource.Table;
import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.Approval;
import io.jitjdbc.approval.ApprovalBinding;
import io.jitjdbc.policy.AuthorizationRequest;
import io.jitjdbc.policy.Circumstances;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Requests in short: {@code bob in(analysts) does(SELECT, "shop.customers", "email")}. */
final class Asking {
  static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");

  private final Subject subject;
  private final Set<Access> accesses = new LinkedHashSet<>();
  private final List<Approval> approvals = new ArrayList<>();
  private Circumstances circumstances = Circumstances.UNKNOWN;

  private Asking(Subject subject) {
    this.subject = subject;
  }

  static Asking by(String name, String... groups) {
    return new Asking(new Subject("https://issuer.example", "id-" + name, name, Set.of(groups)));
  }

  /** The action on the table and on these columns of it. */
  Asking does(Action action, String path, String... columns) {
    String[] parts = path.split("\\.", -1);
    var table = new Table(parts.length > 1 ? parts[0] : "", parts[parts.length - 1]);
    on(action, table);
    Arrays.stream(columns).forEach(column -> on(action, new Column(table, column)));
    return this;
  }

  Asking on(Action action, Resource resource) {
    accesses.add(new Access(action, resource));
    return this;
  }

  Asking calls(String schema, String routine) {
    return on(Action.EXECUTE, new Routine(schema, routine));
  }

  Asking exportsToAFile() {
    return on(Action.EXPORT, new Server());
  }

  Asking approved(String scope, String policyVersion) {
    return approved(scope, policyVersion, NOW.plusSeconds(1));
  }

  Asking approved(String scope, String policyVersion, Instant expiresAt) {
    return approved(scope, policyVersion, expiresAt, subject.key());
  }

  Asking approved(String scope, String policyVersion, Instant expiresAt, String key) {
    var binding = new ApprovalBinding(key, key, "target", "sql", "binds", scope, "", policyVersion);
    approvals.add(new Approval("a1", "r1", binding, List.of("carol"), expiresAt));
    return this;
  }

  Asking under(Circumstances known) {
    circumstances = known;
    return this;
  }

  AuthorizationRequest request() {
    var context = new Context(subject, NOW, "postgresql://db/shop", "test", "");
    return new AuthorizationRequest(subject, accesses, context, approvals, Map.of(), circumstances);
  }
}
