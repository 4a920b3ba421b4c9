package io.jitjdbc.approval.book;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.RequestProgress;
import java.util.LinkedHashMap;
import java.util.Map;

/** The ears of several channels. */
final class EveryEar implements Ears {
  private final Map<String, Ears> ears;

  EveryEar(Map<String, Ears> ears) {
    this.ears = new LinkedHashMap<>(ears);
  }

  /** All of them: who answers by a channel that does not listen would wait in vain. */
  @Override
  public void listen() throws RefusedException {
    for (Ears one : ears.values()) {
      one.listen();
    }
  }

  @Override
  public void makeUp(AccessRequest waiting) throws RefusedException {
    Failures failures = new Failures();
    ears.forEach((name, one) -> failures.of(name, () -> one.makeUp(waiting)));
    failures.requireFewerThan(ears.size());
  }

  @Override
  public boolean look(RequestProgress seen) throws RefusedException {
    boolean any = false;
    for (Ears one : ears.values()) {
      any |= one.look(seen);
    }
    return any;
  }

  @Override
  public String nextStep(AccessRequest request, String otherwise) {
    String step = otherwise;
    for (Ears one : ears.values()) {
      step = one.nextStep(request, step);
    }
    return step;
  }

  @Override
  public void close() {
    ears.values().forEach(Ears::close);
  }
}
