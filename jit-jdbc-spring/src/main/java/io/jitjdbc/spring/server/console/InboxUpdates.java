package io.jitjdbc.spring.server.console;

import io.jitjdbc.access.RefusedException;
import io.jitjdbc.approval.RequestProgress;
import io.jitjdbc.approval.book.RequestBook;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells open pages that something has happened to some request; they look by themselves. */
@Controller
class InboxUpdates {
  private static final long TEN_MINUTES = 600_000;
  private static final int MOST = 1000;

  private final RequestBook book;
  private final InstantSource clock;
  private final Queue<SseEmitter> pages = new ConcurrentLinkedQueue<>();
  private volatile int seen;

  InboxUpdates(RequestBook book, InstantSource clock) {
    this.book = book;
    this.clock = clock;
  }

  @GetMapping(path = "/console/updates", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter updates() {
    var page = new SseEmitter(TEN_MINUTES);
    if (pages.size() >= MOST) {
      page.complete();
      return page;
    }
    page.onCompletion(() -> pages.remove(page));
    page.onTimeout(page::complete);
    pages.add(page);
    return page;
  }

  @Scheduled(fixedDelay = 1000)
  void look() throws RefusedException {
    if (pages.isEmpty()) {
      return;
    }
    int now = version(clock.instant());
    if (now != seen) {
      seen = now;
      pages.forEach(this::tell);
    }
  }

  /** Of what all open requests look like; two that differ are hardly ever the same. */
  private int version(Instant now) throws RefusedException {
    return book.open(now).stream()
        .filter(progress -> progress.needsPeople(now))
        .mapToInt(InboxUpdates::version)
        .sum();
  }

  private static int version(RequestProgress progress) {
    return progress.request().id().hashCode() * 31 + progress.steps();
  }

  /** Or an instance that stops would wait for pages that wait for it. */
  @EventListener(ContextClosedEvent.class)
  void close() {
    pages.forEach(SseEmitter::complete);
  }

  private void tell(SseEmitter page) {
    try {
      page.send(SseEmitter.event().name("changed").data(""));
    } catch (IOException | IllegalStateException e) {
      pages.remove(page);
    }
  }
}
