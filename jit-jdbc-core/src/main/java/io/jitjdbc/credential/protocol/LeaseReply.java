package io.jitjdbc.credential.protocol;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.protocol.RefusedCallException;
import io.jitjdbc.protocol.Reply;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;

/** A lease for whoever has it: {@code Lease} in the document. */
final class LeaseReply {
  private final LeaseTargets targets;
  private final SealedPasswords passwords;

  LeaseReply(LeaseTargets targets, SealedPasswords passwords) {
    this.targets = targets;
    this.passwords = passwords;
  }

  /** With the password that is kept. */
  Reply of(int status, KeptLease lease) throws RefusedException, RefusedCallException {
    String password = password(lease).orElseThrow(Answering::spent);
    return of(status, lease, password, policy(lease.holder().target(), lease.expiresAt()));
  }

  /** Empty if it is kept no longer. */
  Optional<String> password(KeptLease lease) {
    String sealed = lease.login().sealed();
    return sealed.isEmpty() ? Optional.empty() : passwords.open(lease.id(), sealed);
  }

  Optional<String> policy(String target, Instant leaseEnd) throws RefusedException {
    return targets.policy(target, leaseEnd);
  }

  Reply of(int status, KeptLease lease, String password, Optional<String> policy) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("id", lease.id());
    fields.put("user", lease.login().user());
    fields.put("password", password);
    fields.put("issuedAt", lease.issuedAt().toString());
    fields.put("expiresAt", lease.expiresAt().toString());
    fields.put("renewable", lease.renewable());
    fields.put("generation", lease.login().generation());
    fields.put("connectionProperties", lease.login().connectionProperties());
    policy.ifPresent(jws -> fields.put("policy", jws));
    var links = new LinkedHashMap<String, Object>();
    String self = "/v1/leases/" + lease.id();
    links.put("self", self);
    if (lease.renewable()) {
      links.put("renew", self + "/renew");
    }
    fields.put("links", links);
    return Reply.json(status, fields);
  }
}
