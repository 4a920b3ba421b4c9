package io.jitjdbc.approval.book;

import io.jitjdbc.access.Subject;
import io.jitjdbc.approval.AccessRequest;
import io.jitjdbc.approval.Delegation;
import io.jitjdbc.approval.Notice;
import io.jitjdbc.approval.RequestProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** Requests in the memory of one process; forgotten an hour after their time. Thread-safe. */
public final class MemoryBook implements RequestBook {
  private static final Duration REMEMBERED = Duration.ofHours(1);
  private static final Duration DELEGATIONS_REMEMBERED = Duration.ofDays(1);

  private final Map<String, RequestProgress> requests = new ConcurrentHashMap<>();
  private final Map<String, String> latest = new ConcurrentHashMap<>();
  private final Map<String, Instant> notices = new ConcurrentHashMap<>();
  private final CopyOnWriteArrayList<Delegation> delegations = new CopyOnWriteArrayList<>();
  private final Map<String, Receipt> receipts = new HashMap<>();

  @Override
  public Optional<RequestProgress> find(String id) {
    return Optional.ofNullable(requests.get(id));
  }

  @Override
  public Optional<RequestProgress> latest(String binding) {
    return Optional.ofNullable(latest.get(binding)).map(requests::get);
  }

  @Override
  public boolean add(AccessRequest request, Optional<RequestProgress> before) {
    forgetEnded(request.filedAt());
    if (requests.putIfAbsent(request.id(), RequestProgress.filed(request)) != null) {
      return false;
    }
    String binding = request.binding().digest();
    boolean first =
        before
            .map(seen -> latest.replace(binding, seen.request().id(), request.id()))
            .orElseGet(() -> isFirst(binding, request));
    if (!first) {
      requests.remove(request.id());
    }
    return first;
  }

  /** Or the one before it is forgotten. */
  private boolean isFirst(String binding, AccessRequest request) {
    String known = latest.putIfAbsent(binding, request.id());
    return known == null
        || (!requests.containsKey(known) && latest.replace(binding, known, request.id()));
  }

  @Override
  public boolean step(RequestProgress seen, RequestProgress next, Instant now) {
    return requests.replace(seen.request().id(), seen, next);
  }

  @Override
  public boolean step(RequestProgress seen, RequestProgress next, Instant now, Receipt receipt) {
    synchronized (receipts) {
      receipts.values().removeIf(one -> !now.isBefore(one.until()));
      if (receipts.containsKey(receipt.key()) || !step(seen, next, now)) {
        return false;
      }
      receipts.put(receipt.key(), receipt);
      return true;
    }
  }

  @Override
  public Optional<Receipt> receipt(String key, Instant now) {
    synchronized (receipts) {
      return Optional.ofNullable(receipts.get(key)).filter(one -> now.isBefore(one.until()));
    }
  }

  @Override
  public boolean claim(RequestProgress seen, Notice notice) {
    var first = new AtomicBoolean();
    requests.computeIfPresent(
        seen.request().id(),
        (id, progress) -> {
          if (progress.steps() == seen.steps()) {
            first.set(isFirst(id, notice));
          }
          return progress;
        });
    return first.get();
  }

  private boolean isFirst(String id, Notice notice) {
    String key = notice.kind() + " " + id;
    Instant before = notices.getOrDefault(key, Instant.MIN);
    notices.put(key, notice.at());
    return before.isBefore(notice.at());
  }

  @Override
  public List<RequestProgress> open(Instant now) {
    return requests.values().stream()
        .sorted(Comparator.comparing(progress -> progress.request().filedAt()))
        .toList();
  }

  @Override
  public List<RequestProgress> filedSince(Instant since, Optional<Subject> subject, int most) {
    Optional<String> key = subject.map(Subject::key);
    return requests.values().stream()
        .filter(progress -> !progress.request().filedAt().isBefore(since))
        .filter(progress -> key.map(progress.request().subject().key()::equals).orElse(true))
        .sorted(
            Comparator.comparing((RequestProgress progress) -> progress.request().filedAt())
                .reversed())
        .limit(most)
        .toList();
  }

  @Override
  public void keep(Delegation delegation) {
    delegations.addIfAbsent(delegation);
  }

  @Override
  public List<Delegation> delegationsTo(String deputy, Instant now) {
    // What was answered before its end may still be looked at.
    delegations.removeIf(one -> !now.isBefore(one.end().plus(DELEGATIONS_REMEMBERED)));
    return delegations.stream().filter(one -> one.deputy().equals(deputy)).toList();
  }

  @Override
  public void close() {}

  private void forgetEnded(Instant now) {
    requests.values().removeIf(progress -> isForgettable(progress, now));
    latest.values().removeIf(id -> !requests.containsKey(id));
    notices.keySet().removeIf(key -> !requests.containsKey(key.substring(key.indexOf(' ') + 1)));
  }

  private static boolean isForgettable(RequestProgress progress, Instant now) {
    AccessRequest request = progress.request();
    Instant lastUse = request.expiresAt().plus(request.requirement().validFor());
    return now.isAfter(lastUse.plus(REMEMBERED));
  }
}
