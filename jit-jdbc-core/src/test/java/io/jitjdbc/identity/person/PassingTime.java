package io.jitjdbc.identity.person;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The real time, but a pause passes at once. */
final class PassingTime implements InstantSource, Pause {
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();

  @Override
  public Instant instant() {
    Duration passed = pauses.stream().reduce(Duration.ZERO, Duration::plus);
    return InstantSource.system().instant().plus(passed);
  }

  @Override
  public void of(Duration span) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    pauses.add(span);
  }

  List<Duration> pauses() {
    return List.copyOf(pauses);
  }
}
