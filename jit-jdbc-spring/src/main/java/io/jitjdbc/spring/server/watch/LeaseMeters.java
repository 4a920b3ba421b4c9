package io.jitjdbc.spring.server.watch;

import io.jitjdbc.access.RefusedException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.dao.DataAccessException;

/** Leases as numbers, for whoever is called when one of them is not what it should be. */
record LeaseMeters(UnrecordedLeases leases) implements MeterBinder {

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("jit.server.leases.unrecorded", this, LeaseMeters::unrecorded)
        .description("Leases that go on, and of which no driver has brought an audit event")
        .register(registry);
  }

  /** Not a number where that cannot be told: zero would be good news. */
  private double unrecorded() {
    try {
      return leases.living().unrecorded().size();
    } catch (RefusedException | DataAccessException e) {
      return Double.NaN;
    }
  }
}
