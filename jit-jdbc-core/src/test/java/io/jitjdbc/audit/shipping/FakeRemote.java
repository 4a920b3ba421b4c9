package io.jitjdbc.audit.shipping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Another end that keeps everything, and can be made to fail. Thread-safe. */
final class FakeRemote implements RemoteSink {
  private final Map<String, Shipped> kept = new LinkedHashMap<>();
  private final List<String> ledger = new ArrayList<>();
  private final Set<String> poison = ConcurrentHashMap.newKeySet();
  private int calls;
  private int repeated;
  private volatile Optional<UndeliveredException> failure = Optional.empty();
  private volatile boolean stuck;
  private volatile boolean stumbles;
  private volatile boolean losesAnswers;
  private volatile boolean refusesLedger;
  private volatile boolean closed;

  @Override
  public synchronized List<Refusal> deliver(List<Shipped> events) throws UndeliveredException {
    calls++;
    while (stuck) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UndeliveredException("interrupted");
      }
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    if (stumbles) {
      throw new IllegalStateException("nobody thought of that");
    }
    var refusals = new ArrayList<Refusal>();
    for (Shipped event : events) {
      if (poison.contains(event.id())) {
        refusals.add(new Refusal(event, "it is poison"));
      } else if (kept.putIfAbsent(event.id(), event) != null) {
        repeated++;
      }
    }
    if (losesAnswers) {
      losesAnswers = false;
      throw new UndeliveredException("the answer was lost");
    }
    return refusals;
  }

  @Override
  public synchronized Optional<String> anchor(String log, int from, List<String> lines)
      throws UndeliveredException {
    if (failure.isPresent()) {
      throw failure.get();
    }
    if (refusesLedger) {
      return Optional.of("it is another ledger");
    }
    for (int i = 0; i < lines.size(); i++) {
      ledger.add(log + ' ' + (from + i) + ' ' + lines.get(i));
    }
    return Optional.empty();
  }

  @Override
  public boolean keepsLedgers() {
    return true;
  }

  @Override
  public void close() {
    closed = true;
  }

  void failWith(UndeliveredException why) {
    failure = Optional.of(why);
  }

  void heal() {
    failure = Optional.empty();
    refusesLedger = false;
    stumbles = false;
    letGo();
  }

  synchronized void letGo() {
    stuck = false;
    notifyAll();
  }

  void getStuck() {
    stuck = true;
  }

  void stumble() {
    stumbles = true;
  }

  void loseAnAnswer() {
    losesAnswers = true;
  }

  void refuseLedgers() {
    refusesLedger = true;
  }

  void refuse(String id) {
    poison.add(id);
  }

  boolean isClosed() {
    return closed;
  }

  synchronized List<String> ids() {
    return List.copyOf(kept.keySet());
  }

  synchronized List<String> ledger() {
    return List.copyOf(ledger);
  }

  synchronized int calls() {
    return calls;
  }

  synchronized int repeated() {
    return repeated;
  }
}
