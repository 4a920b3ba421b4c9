package io.jitjdbc.spring.server;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.credential.protocol.KeptLease;
import io.jitjdbc.credential.protocol.KeptLogin;
import io.jitjdbc.credential.protocol.LeaseBook;
import io.jitjdbc.credential.protocol.LeaseHolder;
import io.jitjdbc.credential.protocol.Reservation;
import io.jitjdbc.protocol.Party;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Leases in a control plane's book that no database knows of. */
final class LivingLeases {
  private static final Duration LIFE = Duration.ofHours(1);

  private LivingLeases() {}

  /** One that was issued then, and goes on. */
  static String begin(RunningControlPlane controlPlane, Instant issued) throws RefusedException {
    String id = UUID.randomUUID().toString();
    Instant at = Instant.ofEpochMilli(issued.toEpochMilli());
    LeaseBook book = controlPlane.bean(LeaseBook.class);
    book.reserve(new Reservation(id, "key of " + id, "asked", at.plus(LIFE)), at);
    var ann = new Party("i", "ann");
    var holder = new LeaseHolder(ann, "Ann", ann, "jdbc:h2:mem:none", "", "");
    var login = new KeptLogin("b", "jit_" + id, Map.of(), 1, "sealed", at.plus(LIFE));
    book.complete(new KeptLease(id, holder, login, at, at.plus(LIFE), false));
    return id;
  }
}
